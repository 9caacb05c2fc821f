// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/delegation/registry_world.hpp"
#include "support/fake_zone.hpp"
#include "support/hostile_smtp.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/tls_server.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mpm::test {

/// A check that all is well with on a sound machine: the exit status is 0 there.
struct SoundCheck {
    std::string name; ///< in words: "check_smtp_tls with --ca-path"
    std::string plugin;
    std::vector<std::string> arguments; ///< without -t
};

/// Healthy servers of every kind in a network of the test's own, and the checks that ask them. A fault of the machine
/// is laid over a check by the command that it is wrapped into. A new check is a row of `checks`.
class Machine {
public:
    Machine();

    /// Every way to open a file, a socket, a module or a thread is in at least one of them.
    const std::vector<SoundCheck>& checks() const { return checks_; }

    /// The check of this name.
    const SoundCheck& check(const std::string& name) const;

    /// A check of a server that accepts and says nothing, which waits until its time is up.
    SoundCheck waiting() const;

    const std::filesystem::path& folder() const { return folder_.path(); }

    /// A file of that name with this content; its path.
    std::string file(const std::string& name, const std::string& content) const { return folder_.write(name, content); }

    /// That messages are under way: none ever arrives here, and those of another time would be lost.
    void forget() const { std::filesystem::remove(folder() / "state/kept"); }

private:
    TempDir folder_;
    RegistryWorld world_;
    TestPki pki_;
    HostileSmtp mail_;
    HostileSmtp submission_;
    HostileSmtp silent_;
    TlsServer tls_;
    FakeDns dns_;
    std::vector<SoundCheck> checks_;
};

/// How a check is run on a machine with a fault: the words in front of the command.
using Wrapping = std::vector<std::string>;

/// A shell's commands before the check, in a mount namespace of its own. Where they fail nothing is run, and nothing is
/// said, which no test takes for an answer.
Wrapping mounted(const std::string& commands);

/// prlimit(1) with this option, as "--nofile=4".
Wrapping limited(const std::string& option);

/// Runs the check with -t `timeout` (scaled) behind these words, with these variables in its environment.
ProcessResult runOn(const SoundCheck& check, const Wrapping& wrapping, const Environment& environment = {},
                    const std::string& timeout = "3");

/// What must hold whatever is wrong with the machine: it ended by itself and in time, with one well-formed output and
/// nothing on stderr. Counts a case; false where something does not hold, which is a failed CHECK.
bool answered(const ProcessResult& result, const std::string& timeout = "3");

/// It answered, and is UNKNOWN with one of these texts on line 1.
void checkUnknown(const ProcessResult& result, const std::string& cause);

/// It answered, and is either as on a sound machine or UNKNOWN with this text on line 1. Whether it was UNKNOWN.
bool checkSoundOrUnknown(const ProcessResult& result, const std::string& cause);

} // namespace mpm::test
