"""Taking in customers' master data from a file: which column is what, and the verdict on every record.

``headings`` finds the columns, ``cells`` cleans one cell at a time, ``verdicts`` judges whole records.
Files are opened by ``services.intake_files``.
"""
