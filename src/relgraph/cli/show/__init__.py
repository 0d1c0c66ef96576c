"""Answers as text for people, one module a question. Each gives lines; nothing here asks or prints."""
