"""A package mirror that hands out a tiny Odoo: it stands where the network begins."""

# apt-get is asked for the mirror, for its lists, and for packages by name
APT_GET = """
case "$*" in
  *indextargets*) . /etc/os-release; echo "mirror $VERSION_CODENAME main" ;;
  *download*)
    for word in "$@"; do last=$word; name=${word%%/*}
      case $word in odoo-19*|libjs-*|fonts-*) : > "${name}_1_all.deb" ;; esac
    done ;;
esac
"""

# dpkg -x PACKAGE FOLDER
DPKG = """
tree=$3/usr/lib/python3/dist-packages/odoo
mkdir -p "$tree/addons/web" "$tree/addons/mail"
echo "version_info = (19, 0, 0, FINAL, 0, '')" > "$tree/release.py"
"""

APT_GET_OFFLINE = APT_GET.replace(
    "  *download*)",
    "  *update*) echo 'Temporary failure resolving it'; exit 100 ;;\n  *download*)",
)

DPKG_ON_A_FULL_DISK = "echo 'dpkg: error: No space left on device'; exit 2"


def dpkg_that_hangs(flag) -> str:
    """Unpack, tell so, and never end."""
    return f"{DPKG}\n: > '{flag}'\nexec sleep 600"
