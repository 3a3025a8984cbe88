"""What one answer costs in production, against a bare Django view and a stock Wagtail page."""
