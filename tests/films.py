"""Small real videos for tests."""

import io

import av


def mp4(width: int = 1280, height: int = 720, seconds: float = 6.0, rate: int = 12) -> bytes:
    """Return an H.264 video with a moving shade."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=rate)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(int(seconds * rate)):
            frame = av.VideoFrame(width, height, "yuv420p")
            for plane, shade in zip(frame.planes, (60 + number % 120, 110, 150), strict=True):
                plane.update(bytes([shade]) * plane.buffer_size)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return out.getvalue()
