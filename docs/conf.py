"""The pages of docs/ as a site, with the library's reference and the gallery's notebooks run: `make docs`.

Nothing is fetched while it is built or read: no fonts, no scripts and no inventories of other projects.
"""

from taawun import __version__

project = "taawun"
author = "The taawun authors"
copyright = author
version = release = __version__
html_title = f"taawun {version}"

extensions = ["sphinx.ext.autodoc", "sphinx.ext.napoleon", "myst_nb"]
exclude_patterns = ["_build", "**/.ipynb_checkpoints"]
html_theme = "furo"
html_copy_source = False
html_show_sphinx = False

# Every notebook runs anew, and one that fails ends the build.
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 300
nb_execution_show_tb = True
myst_heading_anchors = 3

autodoc_typehints = "description"
autodoc_member_order = "bysource"
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_use_ivar = True
