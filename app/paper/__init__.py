"""The kit for papers: fonts, styles, pages and blocks, drawn by ReportLab when a paper is made."""
