"""Drafts of mails: templates, addresses, and each draft as files. Nothing is ever sent."""
