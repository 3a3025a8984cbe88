"""Export and import of translations as PO and XLIFF files.

`po_export` and `xliff_export` write files, `po_import` and `xliff_import` parse them, `import_plan`
computes a dry run and `import_screen` stores it. Access to wagtail-localize's internals is in
`upstream`.
"""
