"""Static files are compressed once, however many releases collect them."""

from pathlib import Path

from ops.static_storage import LazyCompressor


def test_a_file_is_compressed_again_where_it_has_changed_or_was_cut_off(tmp_path: Path) -> None:
    style = tmp_path / "style.css"
    compressed = [f"{style}.br", f"{style}.gz"]
    compressor = LazyCompressor(quiet=True)
    style.write_text("a { color: green }\n" * 100)
    assert compressor.compress(str(style)) == compressed
    assert compressor.compress(str(style)) == []
    style.write_text("a { color: black }\n" * 100)
    assert compressor.compress(str(style)) == compressed
    whole = Path(compressed[1]).read_bytes()
    Path(compressed[1]).write_bytes(whole[:-9])
    assert compressor.compress(str(style)) == compressed
    assert Path(compressed[1]).read_bytes() == whole
    Path(compressed[0]).unlink()
    assert compressor.compress(str(style)) == compressed
