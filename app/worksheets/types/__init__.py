"""Types of worksheet: files that say what is asked, how it is laid out and how it is worked with."""
