#!/bin/sh
# On Debian and Ubuntu, install the system libraries that Qt's window needs, and only those missing;
# with "test" as the second word also the browser in which the register's pages are tested.
set -eu
python=${1:-python3}
command -v dpkg-query >/dev/null 2>&1 || exit 0

wanted="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0 libegl1 libgl1 libdbus-1-3
libfontconfig1"
"$python" -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3-venv"
# On Ubuntu the package only points to a snap, which doesn't run everywhere.
[ "${2:-}" = test ] && grep -q '^ID=debian' /etc/os-release && wanted="$wanted chromium"

missing=""
for package in $wanted; do
	dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	as=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	as="sudo"
elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
	echo "Kumppani needs these system libraries:$missing"
	as="sudo"
else
	echo "Please have these system libraries installed:"
	echo "  sudo apt-get install$missing"
	exit 0
fi
echo "Installing the system libraries that the window needs:$missing"
$as env DEBIAN_FRONTEND=noninteractive apt-get update -qq >/dev/null
# shellcheck disable=SC2086 - a list of names
$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
