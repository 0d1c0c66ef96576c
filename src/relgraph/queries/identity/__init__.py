"""Who is who: whom a judgement is about, what was judged, what is known of one, and who may be one."""
