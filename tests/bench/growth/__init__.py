"""What archive, search, print version and board cost in ten times as large a site."""
