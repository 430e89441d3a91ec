"""What `explain` teaches: topics and a glossary, read from the Markdown files that are shipped."""
