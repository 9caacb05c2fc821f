// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/world.hpp"

#include "check/ascii.hpp"
#include "support/dns_reply.hpp"
#include "support/fake_zone.hpp"

#include <algorithm>
#include <stdexcept>

namespace mpm::test {
namespace {

using Connection = Fault::Connection;

const std::string unreachable = "203.0.113.1";
constexpr std::uint16_t closedPort = 9; // nobody listens there in a network of the test's own
constexpr std::uint16_t httpsPort = 443;

Step atStep(const std::string& name)
{
    const auto& all = steps();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Step& step) { return step.name == name; });
    return found != all.end() ? *found : Step{.name = name, .checks = {}};
}

/// Whether the query is the one question at which the step's fault happens.
bool isAsked(const Step& step, const std::string& query)
{
    if (step.question.empty()) {
        return true;
    }
    const auto asked = questionOf(query);
    return asked.name.toString() + " " + mpm::toString(asked.type) == step.question;
}

/// The step of the dialogue that a line of the client's leads to.
std::string stepOf(const std::string& line, bool inTls)
{
    const auto word = toUpper(line.substr(0, line.find(' ')));
    return word == "EHLO" && inTls ? "EHLO in TLS" : word;
}

/// An honest SMTP server that says what the script says at the step of that name, and goes on if it does.
ServerStep dialogue(const std::string& faulty, const Script& script, SSL_CTX* context)
{
    return [faulty, script, context](ServerEnd& end) {
        const auto say = [&](const std::string& step) {
            if (step == faulty) {
                return std::all_of(script.begin(), script.end(), [&](const ServerStep& each) { return each(end); });
            }
            return end.write(answersAt(atStep(step)).good);
        };
        bool inTls = false;
        std::string line;
        if (!say("greeting")) {
            return false;
        }
        while (end.readLine(line)) {
            const auto step = stepOf(line, inTls);
            if (!say(step)) {
                return false;
            }
            if (step == "STARTTLS") {
                inTls = true;
                if ((faulty == "handshake" && (!end.awaitOctets() || !say("handshake"))) || !end.beginTls(context)) {
                    return false;
                }
            } else if (step == "DATA") {
                while (end.readLine(line) && line != ".") {
                }
                if (!say("end of data")) {
                    return false;
                }
            } else if (step == "QUIT") {
                return false;
            }
        }
        return false;
    };
}

/// An honest IMAP server with an empty mailbox that says what the script says at the step of that name.
ServerStep mailbox(const std::string& faulty, const Script& script)
{
    return [faulty, script](ServerEnd& end) {
        const auto say = [&](const std::string& step) {
            return step == faulty
                       ? std::all_of(script.begin(), script.end(), [&](const ServerStep& each) { return each(end); })
                       : end.write(answersAt(atStep(step)).good);
        };
        std::string line;
        if (!say("mailbox greeting")) {
            return false;
        }
        while (end.readLine(line)) {
            const auto words = mpm::splitWords(line);
            if (words.size() < 2 || words[1] == "LOGOUT" || !say("mailbox " + words[1])) {
                return false;
            }
        }
        return false;
    };
}

/// Reads a request up to an empty line, or of WHOIS its only one, and says what the script says.
Script request(bool ofHttp, const Script& answer, SSL_CTX* context)
{
    Script script{[ofHttp, context](ServerEnd& end) {
        if (context != nullptr && !end.beginTls(context)) {
            return false;
        }
        std::string line;
        while (end.readLine(line)) {
            if (!ofHttp || line.empty()) {
                return true;
            }
        }
        return false;
    }};
    script.insert(script.end(), answer.begin(), answer.end());
    return script;
}

} // namespace

MatrixFiles::MatrixFiles() : context_(SSL_CTX_new(TLS_server_method()), SSL_CTX_free)
{
    const auto leaf =
        pki_.leaf({.commonName = "mail.example.org", .names = {"DNS:mail.example.org", "DNS:mta-sts.example.org"}});
    SSL_CTX_use_certificate(context_.get(), leaf.certificate());
    SSL_CTX_use_PrivateKey(context_.get(), leaf.key());
    SSL_CTX_add1_chain_cert(context_.get(), pki_.intermediate.certificate());
    authority_ = folder_.write("root.pem", pki_.root.pem()).string();
    const auto password = folder_.write("password", "secret of many letters\n");
    std::filesystem::permissions(password, std::filesystem::perms::owner_read);
    password_ = password.string();
}

std::string MatrixFiles::bootstrap(const std::string& name, const std::string& base) const
{
    return folder_.write(name, R"({"version":"1.0","services":[[["org"],[")" + base + R"("]]]})").string();
}

MatrixWorld::MatrixWorld(const Step& step, const std::string& check, const Fault& fault, const MatrixFiles& files,
                         std::size_t number)
    : step_(step), check_(check), fault_(fault), files_(files),
      own_("127.1." + std::to_string(number / 250) + "." + std::to_string(number % 250 + 1)),
      name_(std::to_string(number))
{
    const auto script = scriptOf(fault, answersAt(step));
    const auto answerOf = [&](Peer peer, const char* honest) {
        return step.peer == peer && !step.connecting ? script : Script{send(answersAt(atStep(honest)).good)};
    };
    addStream(Peer::Smtp, 0, {dialogue(step.connecting ? "" : step.name, script, files.context())});
    addStream(Peer::Imap, 0, {mailbox(step.connecting ? "" : step.name, script)});
    addStream(Peer::Whois, 0, request(false, answerOf(Peer::Whois, "WHOIS"), nullptr));
    addStream(Peer::Rdap, 0, request(true, answerOf(Peer::Rdap, "RDAP"), nullptr));
    addStream(Peer::PolicyHost, httpsPort, request(true, answerOf(Peer::PolicyHost, "policy fetch"), files.context()));
    const bool noTcp = step.connecting && step.peer == Peer::DnsOverTcp;
    dns_.emplace(dnsBehaviour(), noTcp ? FakeDns::Tcp::Closed : FakeDns::Tcp::Listening);
    if (fault.connection == Connection::Unanswered) {
        deaf_.emplace(noTcp ? "127.0.0.1" : own_, noTcp                           ? dns_->endpoint().port
                                                  : step.peer == Peer::PolicyHost ? httpsPort
                                                                                  : 0);
    }
}

void MatrixWorld::addStream(Peer peer, std::uint16_t port, Script script)
{
    const bool missing = step_.connecting && step_.peer == peer;
    if (!missing || peer != Peer::PolicyHost) { // whose port is not for a test to choose
        streams_.emplace_back(peer, std::make_unique<HostileSmtp>(std::move(script), own_, port));
    }
}

std::string MatrixWorld::hostOf(Peer peer) const
{
    const bool faulty = step_.connecting && step_.peer == peer;
    return faulty && fault_.connection == Connection::Unreachable ? unreachable : own_;
}

std::uint16_t MatrixWorld::portOf(Peer peer) const
{
    if (step_.connecting && step_.peer == peer && fault_.connection == Connection::Refused) {
        return closedPort;
    }
    if (step_.connecting && step_.peer == peer && deaf_) {
        return deaf_->port();
    }
    const auto found =
        std::find_if(streams_.begin(), streams_.end(), [&](const auto& each) { return each.first == peer; });
    return found->second->port();
}

FakeDnsBehaviour MatrixWorld::dnsBehaviour() const
{
    const auto mail = hostOf(Peer::Smtp);
    const auto honest =
        zoneOf({"example.org. MX 10 mail.example.org.", "mail.example.org. A " + mail,
                "mta-sts.example.org. A " + hostOf(Peer::PolicyHost), "_mta-sts.example.org. TXT \"v=STSv1; id=1\"",
                "example.org. TXT \"v=spf1 include:_spf.example.org a:out.example.org -all\"",
                "_spf.example.org. TXT \"v=spf1 ip4:192.0.2.0/24 -all\"", "out.example.org. A 198.51.100.25",
                "mail._domainkey.example.org. TXT \"v=DKIM1; k=ed25519; "
                "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\"",
                "_dmarc.example.org. TXT \"v=DMARC1; p=reject; rua=mailto:reports@example.net\"",
                "example.org._report._dmarc.example.net. TXT \"v=DMARC1\"",
                "_smtp._tls.example.org. TXT \"v=TLSRPTv1; rua=mailto:reports@example.org\"",
                "closed.example.org. TXT \"v=spf1 -all\"", "_dmarc.closed.example.org. TXT \"v=DMARC1; p=reject\"",
                "closed.example.org. MX 0 .", "example.org. NS ns1.example.org.", "example.org. NS ns2.example.org.",
                "ns1.example.org. A 127.0.0.1", "ns2.example.org. A 127.0.0.1",
                "example.org. SOA ns1.example.org. hostmaster.example.org. 1 7200 900 1209600 300"});
    return [this, honest,
            authoritative = check_.starts_with("delegation")](const FakeDnsQuery& query) -> std::vector<FakeDnsPacket> {
        const bool overTcp = query.protocol == DnsProtocol::Tcp;
        const bool viaTcp = step_.peer == Peer::DnsOverTcp;
        if (viaTcp && !overTcp) { // leads there
            return {{.octets = DnsReply(query.octets).set(bitTruncated | bitAuthoritative).octets()}};
        }
        const bool faulty = (overTcp ? viaTcp : step_.peer == Peer::DnsOverUdp) && isAsked(step_, query.octets);
        auto answer = honest(query);
        if (authoritative) {
            auto& octets = answer.front().octets;
            const auto flags = static_cast<std::size_t>(overTcp ? 4 : 2);
            octets[flags] = static_cast<char>(octets[flags] | bitAuthoritative >> 8);
            octets[flags + 1] = static_cast<char>(octets[flags + 1] & ~bitRecursionAvailable);
        }
        if (!faulty || step_.connecting) {
            return faulty ? std::vector<FakeDnsPacket>{} : answer;
        }
        auto good = answer.front().octets;
        return packetsOf(fault_, query, overTcp ? good.substr(2) : good);
    };
}

std::vector<std::string> MatrixWorld::command() const
{
    const bool dnsConnecting = step_.connecting && step_.peer == Peer::DnsOverUdp;
    const auto dnsHost = dnsConnecting && fault_.connection == Connection::Unreachable ? unreachable : "127.0.0.1";
    const auto dnsPort =
        std::to_string(dnsConnecting && fault_.connection == Connection::Refused ? closedPort : dns_->endpoint().port);
    const auto resolver = dnsHost + ":" + dnsPort;
    const auto port = std::to_string(portOf(Peer::Smtp));
    using List = std::vector<std::string>;
    const auto with = [](List list, const List& more) {
        list.insert(list.end(), more.begin(), more.end());
        return list;
    };
    const List trust{"--ca-file", files_.authority()};
    const List named{"--verify-name", "mail.example.org"};
    const List byMx{"--mx", "example.org", "-p", port, "--resolver", resolver, "--severity", "address-not-global=ok"};
    const List host{"-H", hostOf(Peer::Smtp), "-p", port};
    const List byName{"-H", "mail.example.org", "-p", port, "--resolver", resolver};
    const List message = with({"-F", "client.example.org", "-f", "a@example.org", "--to", "b@example.org", "-S", "-U",
                               "user", "-A", "PLAIN", "--auth-password-file", files_.password()},
                              trust);
    const List banner{"check_smtp_banner", "-F", "client.example.org"};
    const List tls = with({"check_smtp_tls", "-F", "client.example.org"}, trust);
    const List send = with({"check_smtp_send"}, message);
    const List delegation{"check_dns_delegation", "-d",    "example.org", "--parent-server",    dnsHost,
                          "--dns-port",           dnsPort, "--severity",  "ns-same-address=ok", "--severity",
                          "address-not-global=ok"};
    const std::vector<std::pair<std::string, List>> commands{
        {"banner", with(banner, host)},
        {"banner by name", with(banner, byName)},
        {"banner of MX", with(banner, byMx)},
        {"banner in TLS", with(with(with(with(banner, host), {"-S"}), trust), named)},
        {"banner with command", with(with(banner, host), {"-C", "NOOP"})},
        {"mx",
         {"check_mx", "-d", "example.org", "-p", port, "--resolver", resolver, "-F", "client.example.org", "--severity",
          "address-not-global=ok"}},
        {"tls", with(with(tls, host), named)},
        {"tls by name", with(tls, byName)},
        {"tls of MX", with(tls, byMx)},
        {"tls with policy", with(with(tls, byName), {"--mta-sts", "example.org"})},
        {"send", with(with(send, host), named)},
        {"send by name", with(send, byName)},
        {"send to MX", with(send, byMx)},
        {"round trip", with(with(with({"check_mail_roundtrip"}, host), message),
                            {"--verify-name", "mail.example.org", "--mailbox",
                             "imap://tim@" + hostOf(Peer::Imap) + ":" + std::to_string(portOf(Peer::Imap)) + "/",
                             "--mailbox-password-file", files_.password(), "--auth-allow-clear", "--state-file",
                             files_.state(name_)})},
        {"authentication", with({"check_mail_auth", "-d", "example.org", "--selector", "mail", "--sender",
                                 "198.51.100.25", "--resolver", resolver},
                                trust)},
        {"authentication of a closed domain",
         {"check_mail_auth", "-d", "closed.example.org", "--sends-nothing", "--resolver", resolver}},
        {"delegation", delegation},
        {"delegation with WHOIS",
         with(delegation, {"--whois=" + hostOf(Peer::Whois) + ":" + std::to_string(portOf(Peer::Whois))})},
        {"delegation with RDAP",
         with(delegation, {"--rdap-bootstrap", files_.bootstrap(name_, "http://" + hostOf(Peer::Rdap) + ":" +
                                                                           std::to_string(portOf(Peer::Rdap)) + "/")})},
    };
    for (const auto& [name, command] : commands) {
        if (name == check_) {
            return command;
        }
    }
    throw std::runtime_error("no command is called " + check_);
}

} // namespace mpm::test
