// SPDX-License-Identifier: GPL-3.0-or-later
#include "survey/by_hand.hpp"

#include "check/ascii.hpp"
#include "survey/by_hand_rows.hpp"
#include "survey/judge_visit.hpp"
#include "survey/places.hpp"
#include "tls/tlsa_text.hpp"

#include <algorithm>

namespace mpm {
namespace {

using byHand::rowFor;
using byHand::Shows;

/// Words of one command; one that can't be shown safely spoils it.
class Words {
public:
    explicit Words(std::string_view program) : text_(program) {}

    Words& fixed(std::string_view words)
    {
        text_ += (words.empty() ? "" : " ") + std::string(words);
        return *this;
    }
    Words& word(std::string_view text)
    {
        const auto safe = shellWord(text);
        good_ = good_ && !safe.empty();
        return fixed(safe);
    }
    Words& option(std::string_view name, std::string_view value)
    {
        return value.empty() ? *this : fixed(name).word(value);
    }

    std::string text() const { return good_ ? text_ : std::string(); }

private:
    std::string text_;
    bool good_ = true;
};

Words question(const ByHand& how)
{
    Words words("dig");
    if (!how.resolvers.empty()) {
        const auto& server = how.resolvers.front();
        words.fixed("@" + server.address.toString());
        words.fixed(server.port == 53 ? "" : "-p " + std::to_string(server.port));
    }
    return words;
}

std::string endpointOf(const Endpoint& endpoint)
{
    const auto address = endpoint.address.toString();
    return (endpoint.address.family() == Family::IPv6 ? "[" + address + "]" : address) + ":" +
           std::to_string(endpoint.port);
}

/// The last step that swaks knows.
const Exchange* lastOf(const SmtpVisit& visit)
{
    const auto last = std::find_if(visit.exchanges.rbegin(), visit.exchanges.rend(),
                                   [](const Exchange& exchange) { return exchange.step != Step::Command; });
    return last == visit.exchanges.rend() ? nullptr : &*last;
}

class Commands {
public:
    Commands(const MailHosts& seen, const std::vector<const SmtpVisit*>& visits, const ByHand& how)
        : seen_(seen), places_(seen, visits), how_(how)
    {
    }

    std::string commandFor(const Finding& finding) const
    {
        const auto* row = rowFor(finding.id);
        if (row == nullptr) {
            return {};
        }
        const auto place = places_.of(finding.subject);
        const auto name = place.host != nullptr ? place.host->host : finding.subject;
        switch (row->shows) {
        case Shows::Mx: return dig(seen_.target, "MX");
        case Shows::Address: return lookUp(name);
        case Shows::Pointer: return place.address != nullptr ? pointer(place.address->address) : "";
        case Shows::Dialogue: return place.visit != nullptr ? dialogue(*place.visit, finding) : lookUp(name);
        case Shows::Acceptance: return place.visit != nullptr ? dialogue(accepting(*place.visit), finding) : "";
        case Shows::Session: return place.visit != nullptr ? session(*place.visit, kindOfKey(finding)) : "";
        case Shows::Tlsa: return tlsa(place, name);
        case Shows::Match: return place.visit != nullptr ? match(*place.visit, name, kindOfKey(finding)) : "";
        case Shows::StsRecord: return dig("_mta-sts." + finding.subject, "TXT");
        case Shows::StsPolicy: return policy(place.host != nullptr ? seen_.target : finding.subject);
        case Shows::Reports: return dig("_smtp._tls." + finding.subject, "TXT");
        }
        return {};
    }

private:
    /// The visit to the same address up to the first recipient that was accepted.
    SmtpVisit accepting(const SmtpVisit& like) const
    {
        for (const auto* visit : places_.visitsTo(like.subject())) {
            const auto accepted = std::find_if(visit->exchanges.begin(), visit->exchanges.end(), [](const auto& each) {
                return each.step == Step::Rcpt && each.answeredClass(2);
            });
            if (accepted != visit->exchanges.end()) {
                auto part = *visit;
                part.exchanges.assign(visit->exchanges.begin(), accepted + 1);
                return part;
            }
        }
        return like;
    }

    /// A server with two certificates shows the one of the kind that the client asks for.
    static std::string kindOfKey(const Finding& finding)
    {
        if (finding.message.starts_with("RSA certificate: ")) {
            return "-showcerts -sigalgs RSA-PSS+SHA256:RSA+SHA256";
        }
        return finding.message.starts_with("EC certificate: ") ? "-showcerts -sigalgs ECDSA+SHA256" : "";
    }

    /// Records that came from the DNS are asked for there, those that the user gave are held against the session.
    std::string tlsa(const Place& place, const std::string& name) const
    {
        if (seen_.mx && name == seen_.target) {
            return question(how_).fixed("+dnssec").word(name).fixed("MX").text();
        }
        const auto host = place.visit != nullptr ? place.visit->host : name;
        if (!IpAddress::parse(host)) {
            return dig("_" + std::to_string(how_.port) + "._tcp." + host, "TLSA");
        }
        return place.visit != nullptr ? session(*place.visit, "") : "";
    }

    std::string dig(const std::string& name, std::string_view type) const { return digCommand(how_, {{name, type}}); }

    std::string lookUp(const std::string& name) const
    {
        if (seen_.mx && name == seen_.target) {
            return dig(name, "MX");
        }
        return IpAddress::parse(name) ? "" : digCommand(how_, {{name, "A"}, {name, "AAAA"}});
    }

    std::string pointer(const IpAddress& address) const
    {
        return question(how_).fixed("-x").word(address.toString()).text();
    }

    static std::string policy(const std::string& domain)
    {
        return Words("curl -v").word("https://mta-sts." + domain + "/.well-known/mta-sts.txt").text();
    }

    std::string session(const SmtpVisit& visit, const std::string& more) const
    {
        Words words("openssl s_client");
        words.fixed("-connect").word(endpointOf(visit.endpoint));
        if (how_.tls.value_or(TlsMode::StartTls) == TlsMode::StartTls) {
            words.fixed(how_.protocol == Protocol::Lmtp ? "-starttls lmtp" : "-starttls smtp");
        }
        if (visit.tls) {
            words.option("-servername", visit.tls->sni);
            words.option(IpAddress::parse(visit.tls->verifyName) ? "-verify_ip" : "-verify_hostname",
                         visit.tls->verifyName);
        }
        words.option("-CAfile", how_.caFile);
        return more.empty() ? words.fixed("-showcerts").text() : words.fixed(more).text();
    }

    /// Whole certificates in a record are too much to type.
    std::string match(const SmtpVisit& visit, const std::string& host, const std::string& kindOfKey) const
    {
        constexpr std::size_t longestDigest = 64;
        const auto* dane = visit.tls && visit.tls->dane ? &*visit.tls->dane : nullptr;
        const auto domain = shellWord(visit.tls && !visit.tls->verifyName.empty() ? visit.tls->verifyName : host);
        if (dane == nullptr || dane->records.empty() || dane->records.front().record.data.size() > longestDigest ||
            domain.empty()) {
            return dig("_" + std::to_string(how_.port) + "._tcp." + host, "TLSA");
        }
        return session(visit, kindOfKey + (kindOfKey.empty() ? "" : " ") + "-dane_tlsa_domain " + domain +
                                  " -dane_tlsa_rrdata '" + toText(dane->records.front().record) + "'");
    }

    /// What swaks can't say, or only in signs that no output of ours holds (MAIL FROM:<>), must be typed.
    std::string dialogue(const SmtpVisit& visit, const Finding& finding) const
    {
        const bool typed = std::any_of(visit.exchanges.begin(), visit.exchanges.end(), [&](const Exchange& exchange) {
            return exchange.step == Step::Command && exchange.command != "RSET" &&
                   finding.message.starts_with(nameOf(exchange));
        });
        const auto* last = lastOf(visit);
        const bool fromNobody = last != nullptr && last->step >= Step::Mail && senderIn(visit).empty();
        if (!typed && !fromNobody) {
            return swaks(visit);
        }
        if (how_.tls) {
            return session(visit, "-crlf -quiet");
        }
        return Words("nc -C").word(visit.endpoint.address.toString()).fixed(std::to_string(how_.port)).text();
    }

    std::string swaks(const SmtpVisit& visit) const
    {
        Words words("swaks");
        words.fixed("--server").word(visit.endpoint.address.toString());
        words.fixed("--port " + std::to_string(how_.port));
        if (how_.protocol == Protocol::Lmtp) {
            words.fixed("--protocol LMTP");
        }
        if (how_.tls) {
            words.fixed(*how_.tls == TlsMode::Implicit ? "--tls-on-connect" : "--tls");
        }
        words.option("--ehlo", how_.clientName);
        const auto* last = lastOf(visit);
        const auto end = last == nullptr ? "CONNECT" : endOf(*last, visit);
        if (last != nullptr && last->step >= Step::Auth && !how_.user.empty()) {
            const auto* auth = visit.at(Step::Auth);
            words.fixed("--auth").fixed(auth != nullptr ? auth->mechanism : "").option("--auth-user", how_.user);
        }
        if (last != nullptr && last->step >= Step::Mail) {
            sayAddresses(words, visit);
        }
        return end.empty() ? words.text() : words.fixed("--quit-after " + std::string(end)).text();
    }

    /// As swaks names the steps; empty: to the end.
    static std::string_view endOf(const Exchange& last, const SmtpVisit& visit)
    {
        switch (last.step) {
        case Step::Greeting: return "CONNECT";
        case Step::Ehlo:
        case Step::Helo: return visit.tls ? "HELO" : "FIRST-HELO";
        case Step::StartTls: return "TLS";
        case Step::Auth: return "AUTH";
        case Step::Mail: return "MAIL";
        case Step::Rcpt: return "RCPT";
        default: return "";
        }
    }

    /// Those of the last transaction.
    void sayAddresses(Words& words, const SmtpVisit& visit) const
    {
        auto recipients = join(how_.recipients, ",");
        for (const auto& exchange : visit.exchanges) {
            if (exchange.step == Step::Rcpt && how_.recipients.empty()) {
                recipients = pathIn(exchange.command);
            }
        }
        words.option("--from", senderIn(visit)).option("--to", recipients);
    }

    std::string senderIn(const SmtpVisit& visit) const
    {
        const auto mail = std::find_if(visit.exchanges.rbegin(), visit.exchanges.rend(),
                                       [](const Exchange& exchange) { return exchange.step == Step::Mail; });
        return mail == visit.exchanges.rend() ? how_.sender : pathIn(mail->command);
    }

    /// "a@example.org" of "MAIL FROM:<a@example.org> SIZE=100".
    static std::string pathIn(const std::string& command)
    {
        const auto from = command.find('<') + 1;
        const auto parameters = command.find("> ", from);
        return command.substr(from, std::min(parameters, command.rfind('>')) - from);
    }

    const MailHosts& seen_;
    Places places_;
    const ByHand& how_;
};

} // namespace

void addCommands(std::vector<Finding>& findings, const MailHosts& seen, const std::vector<const SmtpVisit*>& visits,
                 const ByHand& how)
{
    const Commands commands(seen, visits, how);
    for (auto& finding : findings) {
        const auto command = commands.commandFor(finding);
        if (!command.empty() && finding.remedy.find("See it with: ") == std::string::npos) {
            finding.remedy += " See it with: " + command;
        }
    }
}

std::string digCommand(const ByHand& how, const std::vector<std::pair<std::string, std::string_view>>& questions)
{
    auto words = question(how);
    for (const auto& [name, type] : questions) {
        words.word(name).fixed(type);
    }
    return words.text();
}

bool hasCommand(std::string_view id)
{
    return rowFor(id) != nullptr;
}

std::string shellWord(std::string_view text)
{
    constexpr std::size_t longest = 300;
    const bool showable = !text.empty() && text.size() <= longest && text.front() != '-' &&
                          std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; }) &&
                          text.find_first_of("'`\\|<>") == std::string_view::npos &&
                          text.find("$(") == std::string_view::npos;
    if (!showable) {
        return {};
    }
    return isAlphanumeric(text, "-._:/@,+=%") ? std::string(text) : "'" + std::string(text) + "'";
}

} // namespace mpm
