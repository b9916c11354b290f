"""Hours and leave, light: what was worked and what leave was used, for the payroll."""
