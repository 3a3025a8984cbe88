"""Export and import of translations as PO and XLIFF files.

`po_export` and the `xliff…_writing` modules write files, `po_import` and `xliff_reading` parse
them, `import_plan` computes a dry run and `apply_plan` stores it. Access to wagtail-localize's
internals is in `upstream`.
"""
