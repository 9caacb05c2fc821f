// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/docs/docs_world.hpp"

#include "servers/delegation/registry_world.hpp"
#include "servers/docs/docs_zones.hpp"
#include "servers/docs/mail_host.hpp"
#include "support/zone_signer.hpp"

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

namespace mpm::test {
namespace {

/// What stands in the pages, and what stands for it in this world.
const std::vector<std::pair<std::string, std::string>> addresses{
    {"192.0.2.", "20.0.2."},      {"198.51.100.", "20.0.100."}, {"203.0.113.", "20.0.113."},
    {"2001:db8::", "2a00:db8::"}, {".2.0.192.", ".2.0.20."},    {"2.0.192.in-addr", "2.0.20.in-addr"}};

void replaceAll(std::string& text, const std::string& what, const std::string& by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
        text.replace(at, what.size(), by);
    }
}

std::string toWorld(std::string text)
{
    for (const auto& [page, world] : addresses) {
        replaceAll(text, page, world);
    }
    return text;
}

std::string toPage(std::string text)
{
    for (const auto& [page, world] : addresses) {
        replaceAll(text, world, page);
    }
    return text;
}

std::vector<DnsZone> toWorld(std::vector<DnsZone> zones)
{
    for (auto& zone : zones) {
        zone = {toWorld(zone.name), toWorld(zone.records)};
    }
    return zones;
}

/// A resolver where every machine has one, for checks without --resolver.
DnsDaemon startLocalResolver(const std::string& trustAnchor)
{
    auto folder = std::make_unique<TempDir>();
    folder->write("root.hints",
                  ". 3600 NS a.root-servers.net.\na.root-servers.net. 3600 A " + rootServerAddress + "\n");
    const auto text = "server:\n  interface: 127.0.0.1@53\n  username: \"\"\n  chroot: \"\"\n  directory: \"@DIR@\"\n"
                      "  pidfile: \"\"\n  use-syslog: no\n  num-threads: 1\n  do-ip6: no\n"
                      "  module-config: \"validator iterator\"\n  qname-minimisation: no\n"
                      "  root-hints: \"@DIR@/root.hints\"\n  trust-anchor: \"" +
                      trustAnchor + "\"\nremote-control:\n  control-enable: no\n";
    return {std::move(folder), 53, "unbound", {"-d", "-c", "@DIR@/daemon.conf"}, text, "."};
}

constexpr std::uint16_t smtp = 25;
constexpr std::uint16_t submission = 587;
constexpr std::uint16_t submissions = 465;
constexpr std::uint16_t lmtp = 24;
constexpr std::uint16_t whois = 43;

} // namespace

DocsWorld::DocsWorld()
    : otherSide_(pki_.leaf({.commonName = "mx.example.net", .names = {"DNS:mx.example.net"}, .endsInDays = 80}))
{
    network_.add({rootServerAddress, toWorld("192.0.2.40")});
    startMailServers();
    startMailboxes();
    startNameServers();
    startRegistries();
    writeFiles();
}

void DocsWorld::listen(const std::string& address, std::uint16_t port, const Script& script)
{
    network_.add({toWorld(address)});
    servers_.emplace_back(script, toWorld(address), port);
}

void DocsWorld::startMailServers()
{
    using Tls = MailHost::Tls;
    const auto chain = [this](const std::string& name, int days) {
        return std::vector<TestCertificate>{
            pki_.leaf({.commonName = name, .names = {"DNS:" + name}, .startsInDays = days - 90, .endsInDays = days}),
            pki_.intermediate};
    };
    const MailHost mail{.name = "mail.example.com",
                        .domain = "example.com",
                        .chain = chain("mail.example.com", 80),
                        .tls = Tls::StartTls};
    auto login = mail;
    login.login = true;
    auto implicit = login;
    implicit.tls = Tls::Implicit;
    auto local = mail;
    local.lmtp = true;
    for (const auto* address : {"192.0.2.25", "2001:db8::25"}) {
        listen(address, smtp, mailHost(mail));
        listen(address, submission, mailHost(login));
        listen(address, submissions, mailHost(implicit));
        listen(address, lmtp, mailHost(local));
    }
    listen("192.0.2.27", smtp,
           mailHost({.name = "mx1.example.com",
                     .domain = "example.com",
                     .chain = chain("mx1.example.com", 5),
                     .tls = Tls::StartTls,
                     .maildir = folder_ / "mail/echo"}));
    const TestCertificate own({.commonName = "own.example.com", .names = {"DNS:own.example.com"}, .endsInDays = 80});
    listen("192.0.2.31", smtp,
           mailHost({.name = "own.example.com", .domain = "example.com", .chain = {own}, .tls = Tls::StartTls}));
    listen("192.0.2.26", smtp, {send("421 4.7.0 Too many connections from your address, try again later\r\n")});
    listen("192.0.2.28", smtp, {staySilent()});
    listen("198.51.100.25", smtp,
           mailHost({.name = "mx.example.net",
                     .domain = "example.net",
                     .chain = {otherSide_, pki_.intermediate},
                     .tls = Tls::StartTls}));
    listen(
        "192.0.2.30", smtp,
        {send("554 5.7.1 Service unavailable; client [203.0.113.7] blocked using bl.example.org\r\n"), answerQuit()});
}

/// The mailbox of echo@example.com, by IMAP inside TLS.
void DocsWorld::startMailboxes()
{
    for (const auto* part : {"mail", "mail/echo", "mail/echo/new", "mail/echo/cur", "mail/echo/tmp"}) {
        std::filesystem::permissions(folder_.folder(part), std::filesystem::perms::all);
    }
    const auto leaf =
        pki_.leaf({.commonName = "mail.example.com", .names = {"DNS:mail.example.com"}, .endsInDays = 80});
    const auto users = folder_.write("mail/users", "echo:{PLAIN}s3cret\n").string();
    const auto box = (folder_ / "mail/echo").string();
    auto lines = Dovecot::tls(folder_.write("mail/chain.pem", leaf.pem() + pki_.intermediate.pem()),
                              folder_.write("mail/key.pem", leaf.keyPem()));
    const auto listening = "listen = " + toWorld("192.0.2.25") + ", " + toWorld("2001:db8::25") + ", 127.0.0.1";
    lines.insert(lines.end(), {listening, "first_valid_uid = 1",
                               "service imap-login {\n  inet_listener imap {\n    port = 0\n  }\n}"});
    const Lines own =
        Dovecot::hasNewNames()
            ? Lines{"mail_driver = maildir", "mail_path = " + box,
                    "passdb passwd-file {\n  passwd_file_path = " + users + "\n}",
                    "userdb static {\n  fields {\n    uid = dovecot\n    gid = dovecot\n    home = " + box + "\n  }\n}"}
            : Lines{"mail_location = maildir:" + box, "passdb {\n  driver = passwd-file\n  args = " + users + "\n}",
                    "userdb {\n  driver = static\n  args = uid=dovecot gid=dovecot home=" + box + "\n}"};
    lines.insert(lines.end(), own.begin(), own.end());
    mailboxes_ = std::make_unique<Dovecot>(lines, Lines{"imap"});
}

void DocsWorld::startNameServers()
{
    auto own = signedZone(otherSide_.tlsa(3, 1, 1));
    own.records = toWorld(own.records);
    const auto signedOne = signZone(own);
    nameServers_.push_back(startNsd(toWorld(parentZones()), rootServerAddress));
    for (std::size_t number = 0; number < nameServerAddresses.size(); ++number) {
        const auto address = toWorld(nameServerAddresses[number]);
        network_.add({address});
        auto zones = toWorld(zonesOfServer(number));
        zones.push_back(signedOne.zone);
        nameServers_.push_back(startNsd(zones, address));
    }
    nameServers_.push_back(startLocalResolver(signedOne.trustAnchor));
}

void DocsWorld::startRegistries()
{
    listen("203.0.113.43", whois, whoisAnswer("domain: COM\r\nwhois: whois.example.org\r\n"));
    listen("203.0.113.44", whois,
           whoisAnswer("Domain Name: EXAMPLE.COM\r\nRegistry Expiry Date: " + inDays(200) +
                       "T00:00:00Z\r\nName Server: NS1.EXAMPLE.COM\r\nName Server: NS2.EXAMPLE.COM\r\n"));
}

void DocsWorld::writeFiles() const
{
    using std::filesystem::perms;
    folder_.write("resolv.conf", "nameserver 127.0.0.1\n");
    folder_.write("nsswitch.conf", "hosts: files dns\n");
    folder_.write("hosts", "127.0.0.1 localhost\n" + toWorld("203.0.113.7") + " monitor.example.org monitor\n");
    folder_.write("authorities.pem", pki_.root.pem());
    folder_.write("work/ca.pem", pki_.root.pem());
    folder_.write("work/message.eml", "From: monitor@example.org\nTo: anna@example.com\nSubject: a test\n"
                                      "Date: Sat, 28 Nov 2026 03:00:00 +0000\nMessage-ID: <1@example.org>\n\nHello.\n");
    const auto client = pki_.leaf();
    folder_.write("work/client.pem", client.pem());
    std::filesystem::permissions(folder_.write("work/client.key", client.keyPem()), perms::owner_read);
    folder_.folder("work/cache");
    for (const auto* name : {"work/smtp.password", "work/echo.password"}) {
        std::filesystem::permissions(folder_.write(name, "s3cret\n"), perms::owner_read);
    }
}

ProcessResult DocsWorld::run(const std::string& commandLine) const
{
    std::string setUp = "set -e\nmount --make-rprivate /\nhostname monitor.example.org\n";
    for (const auto* name : {"resolv.conf", "nsswitch.conf", "hosts"}) {
        setUp += "mount --bind '" + (folder_ / name).string() + "' /etc/" + name + "\n";
    }
    const std::string path = std::getenv("PATH");
    auto result = mpm::test::run(
        {"unshare", "--mount", "--uts", "sh", "-c", setUp + "exec sh -c \"$1\"", "sh", toWorld(commandLine)},
        {.environment = {{"PATH", PLUGIN_DIR ":" + path},
                         {"SSL_CERT_FILE", (folder_ / "authorities.pem").string()},
                         {"SSL_CERT_DIR", "/nonexistent"}},
         .input = {},
         .timeout = 60,
         .workingDirectory = folder_ / "work"});
    result.out = toPage(result.out);
    return result;
}

} // namespace mpm::test
