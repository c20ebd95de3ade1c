#!/bin/sh
# Makes one object of a static library in Rust, in which nothing but what begins with PREFIX can be seen from outside.
# Two such libraries would otherwise clash in one program, since each brings the same runtime.
# It needs the linker and objcopy of GNU, or others that know the same options.
set -eu

if [ $# -ne 3 ]; then
    echo "usage: $0 PREFIX ARCHIVE RESULT" >&2
    exit 2
fi
prefix=$1 archive=$2 result=$3

object=${result%.a}.o
exported=$("${NM:-nm}" --defined-only --extern-only "$archive" 2>/dev/null |
    sed -n "s/^[0-9a-f]* T \($prefix[A-Za-z0-9_]*\)\$/--undefined=\1/p")

# Groups name what is the same in other objects, of which the linker keeps one; but nothing here may be given up.
# shellcheck disable=SC2086 # one argument for each name
"${LD:-ld}" --relocatable --gc-sections --force-group-allocation $exported "$archive" -o "$object"
# Some standard libraries carry bitcode, which makes no sense once it is joined.
"${OBJCOPY:-objcopy}" --strip-unneeded --remove-section=.llvmbc --remove-section=.llvmcmd \
    --wildcard --keep-global-symbol="$prefix*" "$object"

rm -f "$result"
"${AR:-ar}" rcs "$result" "$object"
rm -f "$object"
