# opvolg: `make` alone says what there is to make.

PREFIX  ?= /usr/local
DESTDIR ?=
# Where `make install` finds the programs.
BUILD   ?= .build/release

BINDIR      = $(PREFIX)/bin
SHAREDIR    = $(PREFIX)/share/opvolg
DOCDIR      = $(PREFIX)/share/doc/opvolg
UNITDIR     = $(PREFIX)/lib/systemd/system
SYSUSERSDIR = $(PREFIX)/lib/sysusers.d
TMPFILESDIR = $(PREFIX)/lib/tmpfiles.d

# What Debian 12 needs beside a Swift toolchain: what the toolchain itself leans on, then what we do.
PACKAGES_build = ca-certificates g++ git libncurses6 libxml2 tzdata \
                 libcurl4-openssl-dev libsqlite3-dev pkg-config
PACKAGES_test  = $(PACKAGES_build) faketime make openssl procps python3 python3-aiosmtpd python3-icalendar python3-prometheus-client sqlite3 systemd
PACKAGES_demo  = $(PACKAGES_build) faketime python3
PACKAGES_bench = $(PACKAGES_build) curl nginx-light postfix python3 sqlite3 taskwarrior

# The recipes share one build folder, and packages come first.
.NOTPARALLEL:
.PHONY: help demo test build install lint bench deps deps-build deps-demo deps-test deps-bench clean

help:
	@echo 'make demo      a scratch instance: follow-ups, one pass, what was sent to whom and why'
	@echo 'make test      check the format, build, and run every test'
	@echo 'make build     opvolg and opvolgd for a server, in .build/release'
	@echo 'make install   put what was built in PREFIX=$(PREFIX), below DESTDIR when that is set'
	@echo 'make lint      check the format of the Swift files'
	@echo 'make bench     the speed table'
	@echo 'make deps      install the Debian packages that all of this needs (each target also does so for itself)'
	@echo 'make clean     remove what was built'

deps: deps-test deps-bench

deps-build deps-demo deps-test deps-bench: deps-%:
	@.ci/install-packages $(sort $(PACKAGES_$*))

demo: deps-demo
	swift build
	sh Tests/demo.sh "$$(swift build --show-bin-path)"

# Swift Testing alone: its closing line counts the tests, and no empty XCTest run stands beside it.
test: deps-test lint
	swift build --build-tests
	swift test --skip-build --disable-xctest

# The Swift runtime is inside the programs: a server needs libsqlite3 and libcurl only.
build: deps-build
	swift build --configuration release --static-swift-stdlib --product opvolg
	swift build --configuration release --static-swift-stdlib --product opvolgd

lint: deps-build
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

bench: deps-bench build
	/usr/bin/python3 Benchmarks/bench.py "$$(swift build --configuration release --static-swift-stdlib --show-bin-path)"

# Builds nothing, so that root may run it after `make build`; writes nothing that is already there, and no configuration.
install:
	@test -x $(BUILD)/opvolg && test -x $(BUILD)/opvolgd || { echo 'Nothing to install in $(BUILD): run "make build" first.' >&2; exit 1; }
	set -e; scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	for program in opvolg opvolgd; do \
	    strip -o "$$scratch/$$program" "$(BUILD)/$$program"; \
	    install -C -D -m 755 "$$scratch/$$program" "$(DESTDIR)$(BINDIR)/$$program"; \
	done; \
	for unit in opvolgd.service opvolgd-once.service opvolgd-once.timer; do \
	    sed 's,/usr/local/,$(PREFIX)/,g' "systemd/$$unit" > "$$scratch/$$unit"; \
	    install -C -D -m 644 "$$scratch/$$unit" "$(DESTDIR)$(UNITDIR)/$$unit"; \
	done; \
	find templates -type f | while read -r file; do \
	    install -C -D -m 644 "$$file" "$(DESTDIR)$(SHAREDIR)/$$file"; \
	done; \
	for file in $(wildcard README.md) LICENSE; do \
	    install -C -D -m 644 "$$file" "$(DESTDIR)$(DOCDIR)/$$file"; \
	done
	install -C -D -m 644 systemd/opvolg.sysusers "$(DESTDIR)$(SYSUSERSDIR)/opvolg.conf"
	install -C -D -m 644 systemd/opvolg.tmpfiles "$(DESTDIR)$(TMPFILESDIR)/opvolg.conf"
ifeq ($(DESTDIR),)
	@echo 'Once, as root: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload'
endif

clean:
	swift package clean
	rm -rf Benchmarks/.build
