// SPDX-License-Identifier: GPL-3.0-or-later
#include "local/machine.hpp"

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace mpm::test {
namespace {

/// Prints how many there were when the test ends.
class Count {
public:
    ~Count() { std::printf("%d cases of faults of the machine\n", cases_); }
    void add() { ++cases_; }

private:
    int cases_ = 0;
};

void countCase()
{
    static Count count;
    count.add();
}

Script submission()
{
    return {send("220 mx.example.com ESMTP\r\n"),
            answerEhlo("250-mx.example.com\r\n250 AUTH PLAIN\r\n"),
            answer("AUTH", "235 2.7.0 welcome\r\n"),
            answer("MAIL", "250 2.1.0 fine\r\n"),
            answer("RCPT", "250 2.1.5 fine\r\n"),
            answer("DATA", "354 go ahead\r\n"),
            readMessage(),
            send("250 2.0.0 queued as 4cX\r\n"),
            answerQuit()};
}

TlsServerPlan tlsPlan(const TestPki& pki)
{
    return {.chain = {pki.leaf({.names = {"DNS:mail.example.org", "IP:127.0.0.1"}}), pki.intermediate}};
}

} // namespace

Machine::Machine()
    : mail_(honestDialogue(), "0.0.0.0"), submission_(submission()), silent_({staySilent()}), tls_(tlsPlan(pki_)),
      dns_(zoneOf(
          {"example.com. MX 10 mx1.example.com.", "example.com. MX 20 mx2.example.com.", "mx1.example.com. A 127.0.1.1",
           "mx2.example.com. A 127.0.1.2", "example.com. TXT \"v=spf1 mx include:_spf.example.com -all\"",
           "_spf.example.com. TXT \"v=spf1 ip4:192.0.2.25 -all\"", "_dmarc.example.com. TXT \"v=DMARC1; p=reject\"",
           "mail._domainkey.example.com. TXT \"v=DKIM1; k=ed25519; "
           "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\""}))
{
    world_.whois(registryAddress, whoisAnswer(whoisRecord(100)));
    const auto authorities = file("ca.pem", pki_.root.pem());
    const auto folder = folder_.folder("authorities");
    folder_.write("authorities/ca.pem", pki_.root.pem());
    if (run({"openssl", "rehash", folder}).exitStatus != 0) {
        throw std::runtime_error("openssl rehash");
    }
    const auto password = file("password", "s3cret\n");
    const auto hints = file("hints", ". A 20.0.0.1\n");
    const auto ini = file("plugins.ini", "[check_smtp_banner]\nhostname=127.0.0.1\n");
    std::filesystem::permissions(password, std::filesystem::perms::owner_read);
    const auto client = pki_.leaf();
    const auto own = file("client.pem", client.pem());
    const auto key = file("client.key", client.keyPem());
    std::filesystem::permissions(key, std::filesystem::perms::owner_read);
    const auto port = [](const auto& server) { return std::to_string(server.port()); };
    const auto mailbox = folder_.folder("mailbox").string();
    for (const auto* sub : {"new", "cur", "tmp"}) {
        folder_.folder(std::string("mailbox/") + sub);
    }
    checks_ = {
        {"banner", "check_smtp_banner", {"-H", "127.0.0.1", "-p", port(mail_)}},
        {"banner of a name", "check_smtp_banner", {"-H", "localhost", "-4", "-p", port(mail_)}},
        {"banner with an ini file", "check_smtp_banner", {"--extra-opts=@" + ini, "-p", port(mail_)}},
        {"banner inside TLS",
         "check_smtp_banner",
         {"-H", "127.0.0.1", "-p", port(tls_), "-S", "--ca-file", authorities}},
        {"MX hosts",
         "check_mx",
         {"-d", "example.com", "-p", port(mail_), "--resolver", resolverOption(dns_), "--severity",
          "address-not-global=ok"}},
        {"MX records",
         "check_mx",
         {"-d", "example.com", "--dns-only", "--resolver", resolverOption(dns_), "--severity",
          "address-not-global=ok"}},
        {"authentication",
         "check_mail_auth",
         {"-d", "example.com", "--selector", "mail", "--sender", "192.0.2.25,127.0.1.2", "--resolver",
          resolverOption(dns_)}},
        {"certificate", "check_smtp_tls", {"-H", "127.0.0.1", "-p", port(tls_), "--ca-file", authorities}},
        {"certificate by a folder of authorities",
         "check_smtp_tls",
         {"-H", "127.0.0.1", "-p", port(tls_), "--ca-path", folder}},
        {"certificate for one of the client's own",
         "check_smtp_tls",
         {"-H", "127.0.0.1", "-p", port(tls_), "--ca-file", authorities, "--client-cert", own, "--client-key", key}},
        {"message",
         "check_smtp_send",
         {"-H", "127.0.0.1", "-p", port(submission_), "--from", "a@example.com", "--to", "b@example.com", "-U", "anna",
          "--auth-password-file", password, "--auth-allow-clear"}},
        {"round trip",
         "check_mail_roundtrip",
         {"-H", "127.0.0.1", "-p", port(submission_), "--from", "a@example.com", "--to", "b@example.com", "-U", "anna",
          "--auth-password-file", password, "--auth-allow-clear", "--mailbox", "maildir:" + mailbox, "--state-file",
          (folder_.folder("state") / "kept").string()}},
        {"delegation",
         "check_dns_delegation",
         {"-d", "shop.example", "--root-hints", hints, "--resolver", resolverAddress}},
        {"registry",
         "check_dns_delegation",
         {"-d", "shop.example", "--root-hints", hints, "--resolver", resolverAddress, "--whois=" + registryAddress,
          "--cache-dir", folder_.folder("cache")}},
    };
}

const SoundCheck& Machine::check(const std::string& name) const
{
    const auto found =
        std::find_if(checks_.begin(), checks_.end(), [&](const SoundCheck& each) { return each.name == name; });
    if (found == checks_.end()) {
        throw std::runtime_error("there is no check '" + name + "'");
    }
    return *found;
}

SoundCheck Machine::waiting() const
{
    return {"waiting", "check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(silent_.port())}};
}

Wrapping mounted(const std::string& commands)
{
    return {"unshare", "-m", "sh", "-c", "set -e; mount --make-rprivate /; " + commands + "\nexec \"$@\"", "sh"};
}

Wrapping limited(const std::string& option)
{
    return {"prlimit", option};
}

ProcessResult runOn(const SoundCheck& check, const Wrapping& wrapping, const Environment& environment,
                    const std::string& timeout)
{
    auto command = wrapping;
    command.push_back(pluginPath(check.plugin));
    command.insert(command.end(), check.arguments.begin(), check.arguments.end());
    command.insert(command.end(), {"-t", scaled(timeout)});
    return run(command, {.environment = environment});
}

bool answered(const ProcessResult& result, const std::string& timeout)
{
    countCase();
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK(result.exitStatus <= 3);
    CHECK(result.seconds < scaled(std::stod(timeout) + 0.5));
    CHECK(harmIn(result.out).empty());
    try {
        static_cast<void>(readAsGuidelines(result.out));
    } catch (const GrammarError& error) {
        FAIL_CHECK("line 1: " << error.what());
        return false;
    }
    return result.signal == 0 && result.err.empty();
}

void checkUnknown(const ProcessResult& result, const std::string& cause)
{
    INFO(result.out << result.err);
    if (answered(result)) {
        CHECK(result.exitStatus == 3);
        CHECK(holds(result.firstLine(), cause));
    }
}

bool checkSoundOrUnknown(const ProcessResult& result, const std::string& cause)
{
    INFO(result.out << result.err);
    if (answered(result) && result.exitStatus != 0) {
        CHECK(result.exitStatus == 3);
        CHECK(holds(result.firstLine(), cause));
        return true;
    }
    return false;
}

} // namespace mpm::test
