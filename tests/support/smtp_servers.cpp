// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/smtp_servers.hpp"

#include "support/ports.hpp"
#include "support/timing.hpp"
#include "support/unpacked.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace mpm::test {
namespace fs = std::filesystem;
namespace {

void makeQueue(const TempDir& folder)
{
    for (const auto* name : {"active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private",
                             "public", "saved", "trace", "maildrop"}) {
        giveTo("postfix", folder.folder("queue/" + std::string(name)));
    }
    folder.folder("queue/pid");
    giveTo("postfix", folder.folder("data"));
}

} // namespace

RealServer::RealServer() : port_(freePort()) {}

std::string RealServer::log() const
{
    return contentOf(folder_ / "log") + contentOf(folder_ / "spool/mainlog");
}

void RealServer::start(const std::vector<std::string>& argv, const Environment& environment)
{
    process_ = std::make_unique<ChildProcess>(argv, ChildOptions{.environment = environment, .log = folder_ / "log"});
    const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(20)));
    while (!waitForListener(port_, 0)) {
        if (!process_->running() || limit.passed()) {
            throw std::runtime_error(argv[0] + " does not accept connections; its log: " + log());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
}

Postfix::Postfix(const Config& config)
{
    const auto programs = unpacked("postfix", "usr/lib/postfix/sbin").string();
    const auto libraries = unpacked("postfix", "usr/lib/postfix").string();
    const auto here = folder().path().string();
    makeQueue(folder());
    folder().write("conf/main.cf",
                   joined({"compatibility_level = 3.6", "queue_directory = " + here + "/queue",
                           "data_directory = " + here + "/data", "daemon_directory = " + programs,
                           "command_directory = " + unpacked("postfix", "usr/sbin").string(),
                           "shlib_directory = " + libraries, "mail_owner = postfix", "setgid_group = postdrop",
                           "import_environment = LD_LIBRARY_PATH MAIL_CONFIG", "maillog_file = " + here + "/log",
                           "maillog_file_prefixes = " + here, "myhostname = postfix.example.test", "mydestination =",
                           "alias_maps =", "inet_interfaces = loopback-only", "inet_protocols = ipv4"}) +
                       joined(config.main));
    folder().write(
        "conf/master.cf",
        joined({"127.0.0.1:" + std::to_string(port()) + " inet n - n - - smtpd", "pickup unix n - n 60 1 pickup",
                "cleanup unix n - n - 0 cleanup", "qmgr unix n - n 300 1 qmgr",
                "rewrite unix - - n - - trivial-rewrite", "bounce unix - - n - 0 bounce", "defer unix - - n - 0 bounce",
                "trace unix - - n - 0 bounce", "verify unix - - n - 1 verify", "proxymap unix - - n - - proxymap",
                "tlsmgr unix - - n 1000? 1 tlsmgr", "anvil unix - - n - 1 anvil", "error unix - - n - - error",
                "retry unix - - n - - error", "discard unix - - n - - discard", "local unix - n n - - local",
                "virtual unix - n n - - virtual", "lmtp unix - - n - - lmtp",
                "postlog unix-dgram n - n - 1 postlogd"}) +
            joined(config.master));
    start({programs + "/master", "-d", "-c", here + "/conf"},
          {{"MAIL_CONFIG", here + "/conf"}, {"LD_LIBRARY_PATH", libraries}});
}

Exim::Exim(const Config& config)
{
    const bool ownRules = std::find(config.acls.begin(), config.acls.end(), "acl_rcpt:") != config.acls.end();
    const auto program = unpacked("exim4-daemon-light", "usr/sbin/exim4").string();
    const auto spool = folder().folder("spool").string();
    giveTo("Debian-exim", spool);
    const auto file = folder().write(
        "exim.conf",
        joined({"primary_hostname = exim.example.test", "spool_directory = " + spool,
                "log_file_path = " + spool + "/%slog", "pid_file_path = " + spool + "/exim.pid",
                "exim_path = " + program, "exim_user = Debian-exim", "local_interfaces = 127.0.0.1",
                "daemon_smtp_ports = " + std::to_string(port()), "host_lookup =", "rfc1413_query_timeout = 0s",
                "keep_environment =", "acl_smtp_rcpt = acl_rcpt"}) +
            joined(config.main) + "begin acl\n" + joined(config.acls) + (ownRules ? "" : "acl_rcpt:\n  accept\n") +
            "begin routers\n" + joined(config.routers) + "begin transports\n" + joined(config.transports) +
            "begin authenticators\n" + joined(config.authenticators));
    start({program, "-bdf", "-C", file});
}

OpenSmtpd::OpenSmtpd(const Config& config)
{
    const auto program = unpacked("opensmtpd", "usr/sbin/smtpd").string();
    const auto rules = config.rules.empty() ? Lines{"match from any for any reject"} : config.rules;
    const auto listener =
        "listen on 127.0.0.1 port " + std::to_string(port()) + " hostname opensmtpd.example.test " + config.listener;
    const auto file = folder().write("smtpd.conf", joined(config.definitions) + joined({listener}) + joined(rules));
    const std::string script = "mount -t tmpfs none /var/spool && mount -t tmpfs none /run && "
                               "mount -t tmpfs none /var/lib && mkdir -p -m 755 /var/lib/opensmtpd/empty && "
                               "mount -t overlay overlay -o lowerdir=\"$0:/usr/libexec\" /usr/libexec && "
                               "exec \"$@\"";
    const auto helpers = unpacked("opensmtpd", "usr/libexec").string(); // what hands mail to mailboxes
    start({"unshare", "--mount", "--propagation", "private", "sh", "-c", script, helpers, program, "-d", "-f", file});
}

SmtpSink::SmtpSink(const std::vector<std::string>& options)
{
    std::vector<std::string> argv{unpacked("postfix", "usr/sbin/smtp-sink")};
    if (::geteuid() == 0) {
        argv.insert(argv.end(), {"-u", "nobody"});
    }
    argv.insert(argv.end(), options.begin(), options.end());
    argv.insert(argv.end(), {"127.0.0.1:" + std::to_string(port()), "100"});
    start(argv, {{"LD_LIBRARY_PATH", unpacked("postfix", "usr/lib/postfix")}});
}

} // namespace mpm::test
