"""People who work or volunteer, with the checks that their work asks for."""
