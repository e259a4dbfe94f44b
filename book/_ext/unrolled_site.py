"""The site's own Sphinx extension; each part lives in a file of its own.

``site_execution``  the environment of the pages' kernels, the cache, parallel runs
``site_outputs``    figures inline, dead widgets and figures without words refused
``site_math``       KaTeX while building
``site_assets``     templates, styles, scripts; what a page does not use is not loaded
``site_repairs``    the tools' HTML, where a screen reader stumbles over it
``site_css``        the theme's styles without what nothing on the site can match
"""

import site_assets
import site_css
import site_execution
import site_math
import site_outputs
import site_repairs


def setup(app):
    """Connect the parts of the site's extension."""
    parts = (site_execution, site_outputs, site_math, site_assets, site_repairs)
    for part in (*parts, site_css):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": False}
