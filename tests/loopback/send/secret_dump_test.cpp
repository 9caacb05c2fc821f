// SPDX-License-Identifier: GPL-3.0-or-later
// A check that reads a secret is one that nobody but root looks into, and that leaves no core dump.
#include "loopback/send/send_verdict.hpp"
#include "support/tls_server.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <sstream>
#include <thread>

using namespace mpm::test;

namespace {

using Arguments = std::vector<std::string>;

constexpr uid_t nobody = 65534;

/// Who runs the checks: root's processes look alike whether they are open to others or not.
uid_t whoRuns()
{
    return ::geteuid() == 0 ? nobody : ::geteuid();
}

/// A program with a soft limit on core dumps above 0, run by that user.
Arguments runnable(const Arguments& check)
{
    Arguments argv;
    if (::geteuid() == 0) {
        const auto user = std::to_string(nobody);
        argv = {"setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--"};
    }
    argv.insert(argv.end(), {"sh", "-c", "ulimit -S -c 4; exec \"$@\"", "sh"});
    argv.insert(argv.end(), check.begin(), check.end());
    return argv;
}

struct Openness {
    bool readable = false; ///< by its user; what /proc shows belongs to root otherwise (proc(5))
    bool dumps = false;
};

Openness opennessOf(pid_t process)
{
    const auto folder = "/proc/" + std::to_string(process);
    struct stat facts {};
    REQUIRE(::stat((folder + "/environ").c_str(), &facts) == 0);
    std::istringstream limits(contentOf(folder + "/limits"));
    std::string line;
    while (std::getline(limits, line) && !line.starts_with("Max core file size")) {
    }
    std::string soft;
    std::istringstream(line.substr(std::string("Max core file size").size())) >> soft;
    return {facts.st_uid == whoRuns(), soft != "0"};
}

/// The check in question, until this object ends.
class Running {
public:
    Running(const std::string& plugin, std::uint16_t port, const Arguments& more, Environment environment = {})
        : check_(runnable(argv(plugin, port, more)), {.environment = sanitized(std::move(environment)), .log = {}})
    {
    }

    /// False when it does not come to that in time.
    bool becomes(const std::function<bool(const Openness&)>& wanted)
    {
        const auto start = mpm::Clock::now();
        while (mpm::since(start) < scaled(mpm::Seconds(5)) && check_.running()) {
            if (contentOf("/proc/" + std::to_string(check_.pid()) + "/comm").starts_with("check_") &&
                wanted(opennessOf(check_.pid()))) {
                return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return false;
    }

    Openness openness() const { return opennessOf(check_.pid()); }

private:
    static Arguments argv(const std::string& plugin, std::uint16_t port, const Arguments& more)
    {
        Arguments all{pluginPath(plugin), "-H", "127.0.0.1", "-p", std::to_string(port), "-t", scaled("20")};
        if (plugin == "check_smtp_send") {
            all.insert(all.end(), {"--to", "b@example.com", "-f", "a@example.org"});
        }
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }

    /// The sanitizer would forbid dumps as well.
    static Environment sanitized(Environment environment)
    {
        const char* const options = std::getenv("ASAN_OPTIONS");
        environment.emplace_back("ASAN_OPTIONS",
                                 std::string(options == nullptr ? "" : options) + ":disable_coredump=0");
        return environment;
    }

    ChildProcess check_;
};

struct Source {
    std::string name;
    std::string plugin;
    Arguments arguments;
    Environment environment = {};
};

} // namespace

TEST_CASE("From before it reads a secret on, a check dumps no core and none but root can look into it")
{
    const TempDir folder;
    const TestPki pki;
    const auto key = pki.leaf();
    const auto pipe = (folder / "pipe").string();
    REQUIRE(::mkfifo(pipe.c_str(), 0666) == 0); // nobody ever writes to it
    REQUIRE(::chmod(pipe.c_str(), 0666) == 0);
    const auto file = folder.write("secret", "a password\n").string();
    const auto ini = folder.write("send.ini", "[login]\nauth-user = tim\nauth-password = x\n").string();
    const auto certificate = folder.write("cert.pem", key.pem()).string();
    const auto privateKey = folder.write("key.pem", key.keyPem()).string();
    const auto both = folder.write("both.pem", key.pem() + key.keyPem()).string();
    const HostileSmtp silent({staySilent()});
    for (const auto& source : std::vector<Source>{
             {"a file", "check_smtp_send", {"-U", "tim", "--auth-password-file", file}},
             {"a pipe that is not yet written to", "check_smtp_send", {"-U", "tim", "--auth-password-file", pipe}},
             {"an ini file", "check_smtp_send", {"--extra-opts=login@" + ini}},
             {"an ini pipe that is not yet written to", "check_smtp_send", {"--extra-opts=login@" + pipe}},
             {"the environment", "check_smtp_send", {"-U", "tim"}, {{"CHECK_SMTP_PASSWORD", "x"}}},
             {"a key", "check_smtp_send", {"-S", "--client-cert", certificate, "--client-key", privateKey}},
             {"a key", "check_smtp_tls", {"--client-cert", certificate, "--client-key", privateKey}},
             {"a key", "check_smtp_banner", {"-S", "--client-cert", both}},
         }) {
        CAPTURE(source.name, source.plugin);
        Running check(source.plugin, silent.port(), source.arguments, source.environment);
        CHECK(check.becomes([](const Openness& now) { return !now.readable && !now.dumps; }));
    }
}

TEST_CASE("A check that reads no secret dumps core as the machine has it")
{
    for (const auto& [plugin, more] : std::vector<std::pair<std::string, Arguments>>{
             {"check_smtp_send", {}}, {"check_smtp_tls", {}}, {"check_smtp_banner", {}}}) {
        CAPTURE(plugin);
        std::atomic<bool> called{false};
        const HostileSmtp silent({[&called](ServerEnd&) { return called = true; }, staySilent()});
        Running check(plugin, silent.port(), more);
        REQUIRE(check.becomes([&called](const Openness&) { return called.load(); }));
        CHECK(check.openness().readable);
        CHECK(check.openness().dumps);
    }
}
