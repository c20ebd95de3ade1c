"""What is installed, and programs that are built with it as users build them."""

from __future__ import annotations

import re
import sys
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from support.compiler import INCLUDE, link
from support.run import BINDING, WORKSPACE, cmake, make, run

if TYPE_CHECKING:
    from pathlib import Path

    from harness.simulator import Simulator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")

VERSION = re.findall(r'^version = "(.*)"', (WORKSPACE / "Cargo.toml").read_text("utf-8"), re.MULTILINE)[0]
LIBRARIES = ["libmycpaas.a", "libmycpaas.so", "libmycpaas.so.0", f"libmycpaas.so.{VERSION}"]
LIMIT = 6_000_000
PLACED = "+491234567890 queued\ninvalid_argument to not_sent\n"


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if not file.is_dir()}


def installed(include: str, lib: str) -> set[str]:
    """What has to be there."""
    return {
        *(f"{include}/{header.name}" for header in INCLUDE.iterdir()),
        *(f"{lib}/{library}" for library in LIBRARIES),
        f"{lib}/pkgconfig/mycpaas.pc",
        f"{lib}/cmake/mycpaas/mycpaasConfig.cmake",
        f"{lib}/cmake/mycpaas/mycpaasConfigVersion.cmake",
    }


def places(program: Path, simulator: Simulator, *, prefix: Path | None = None) -> None:
    """Runs a program, which places one call and is refused another."""
    before = simulator.total()
    found = {"LD_LIBRARY_PATH": str(prefix / "lib")} if prefix else {}
    assert run(program, env={**simulator.environment, **found}) == PLACED
    assert simulator.total() == before + 1


def needed(program: Path) -> list[str]:
    """The shared libraries that a program asks for."""
    return re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", program))


def pkg_config(prefix: Path, *options: str) -> list[str]:
    found = {"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    return run("pkg-config", *options, "mycpaas", env=found).split()


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The programs, outside of the tree."""
    return copytree(BINDING / "tests" / "install", tmp_path / "sources")


def test_a_prefix_gets_everything(prefix: Path) -> None:
    assert files(prefix) == installed("include", "lib")
    for name in LIBRARIES[1:3]:
        assert str((prefix / "lib" / name).readlink()) in LIBRARIES
    assert pkg_config(prefix, "--modversion") == [VERSION]
    assert (prefix / "lib" / "libmycpaas.so").stat().st_size <= LIMIT


def test_the_soname_is_that_of_the_major_version(prefix: Path) -> None:
    dynamic = run("readelf", "--dynamic", prefix / "lib" / "libmycpaas.so")
    assert re.findall(r"\(SONAME\).*\[(.*)\]", dynamic) == ["libmycpaas.so.0"]
    assert "NODELETE" in dynamic


def test_packagers_choose_the_folders(prefix: Path, tmp_path: Path, sources: Path) -> None:
    """`DESTDIR` is where it lies meanwhile; CMake finds what it belongs to wherever that is."""
    assert prefix.exists()
    folders = {"PREFIX": "/usr", "LIBDIR": "/usr/lib/x86_64-linux-gnu", "INCLUDEDIR": "/usr/include/calls"}
    stage = tmp_path / "stage"
    make("install-built", DESTDIR=stage, **folders)
    assert files(stage) == installed("usr/include/calls", "usr/lib/x86_64-linux-gnu")
    told = (stage / "usr/lib/x86_64-linux-gnu/pkgconfig/mycpaas.pc").read_text("utf-8").splitlines()
    assert told[:3] == [
        "prefix=/usr",
        "libdir=${prefix}/lib/x86_64-linux-gnu",
        "includedir=${prefix}/include/calls",
    ]

    (stage / "usr").rename(tmp_path / "moved")
    package = tmp_path / "moved/lib/x86_64-linux-gnu/cmake/mycpaas"
    cmake(sources, tmp_path / "build", mycpaas_DIR=package)
    run("ldd", tmp_path / "build" / "shared")

    (tmp_path / "moved").rename(stage / "usr")
    make("uninstall", DESTDIR=stage, **folders)
    assert files(stage) == set()


@pytest.mark.parametrize("source", ["place_call.c", "place_call.cpp"])
def test_a_program(source: str, prefix: Path, sources: Path, simulator: Simulator) -> None:
    flags = [f"-I{prefix}/include", f"-L{prefix}/lib", "-lmycpaas"]
    program = link(sources / source, sources / "program", *flags)
    assert "libmycpaas.so.0" in needed(program)
    places(program, simulator, prefix=prefix)


def test_a_program_through_pkg_config(prefix: Path, sources: Path, simulator: Simulator) -> None:
    program = link(sources / "place_call.c", sources / "program", *pkg_config(prefix, "--cflags", "--libs"))
    places(program, simulator, prefix=prefix)


@pytest.mark.parametrize("source", ["place_call.c", "place_call.cpp"])
def test_a_program_linked_statically(source: str, prefix: Path, sources: Path, simulator: Simulator) -> None:
    flags = pkg_config(prefix, "--static", "--cflags", "--libs")
    flags = ["-l:libmycpaas.a" if flag == "-lmycpaas" else flag for flag in flags]
    program = link(sources / source, sources / "program", *flags)
    assert not [library for library in needed(program) if "mycpaas" in library]
    places(program, simulator)


def test_programs_through_cmake(prefix: Path, sources: Path, tmp_path: Path, simulator: Simulator) -> None:
    build = tmp_path / "build"
    cmake(sources, build, CMAKE_PREFIX_PATH=prefix)
    for name, shared in [("shared", True), ("shared_cpp", True), ("static", False), ("static_cpp", False)]:
        assert ("libmycpaas.so.0" in needed(build / name)) == shared
        places(build / name, simulator)


def test_static_linking_needs_what_the_compiler_says(prefix: Path, tmp_path: Path) -> None:
    """The Makefile writes down what it says of the library; that is what it says of any in Rust."""
    said = tmp_path / "native-libs"
    empty = tmp_path / "libempty.a"
    run("rustc", "--crate-type=staticlib", f"--print=native-static-libs={said}", "-o", empty, "-")
    told = (prefix / "lib/pkgconfig/mycpaas.pc").read_text("utf-8")
    config = (prefix / "lib/cmake/mycpaas/mycpaasConfig.cmake").read_text("utf-8")
    private = [said.read_text("utf-8").strip()]
    assert re.findall(r"^Libs.private: (.*)$", told, re.MULTILINE) == private
    assert re.findall(r'INTERFACE_LINK_LIBRARIES "(.*)"', config) == private


def test_a_tarball_is_unpacked_anywhere(prefix: Path, sources: Path, simulator: Simulator) -> None:
    assert prefix.exists()
    make("package", PACKAGES=sources)
    (archive,) = sources.glob(f"mycpaas-c-{VERSION}-*.tar.gz")
    run("tar", "-xzf", archive, "-C", sources)
    unpacked = archive.with_name(archive.name.removesuffix(".tar.gz"))
    assert files(unpacked) >= {"LICENSE-APACHE", "LICENSE-MIT", *installed("include", "lib")}
    program = link(sources / "place_call.c", sources / "program", *pkg_config(unpacked, "--cflags", "--libs"))
    places(program, simulator, prefix=unpacked)


def test_a_library_that_is_unloaded_works_on(prefix: Path, sources: Path, simulator: Simulator) -> None:
    """Its threads run, and what was begun ends."""
    program = link(sources / "unloaded.c", sources / "program", f"-I{prefix}/include", "-ldl")
    for _ in range(10):
        assert run(program, prefix / "lib" / "libmycpaas.so.0", env=simulator.environment) == "placed\n"
