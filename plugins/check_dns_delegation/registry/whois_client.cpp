// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/registry/whois_client.hpp"

#include "check/ascii.hpp"
#include "check/numbers.hpp"
#include "check/peer_text.hpp"
#include "check_dns_delegation/registry/whois.hpp"

#include <algorithm>

namespace mpm {
namespace {

constexpr std::uint16_t whoisPort = 43;
constexpr std::size_t longestAnswer = 256UL * 1024;
constexpr std::size_t longestHandle = 40;
constexpr Seconds registrarTimeout{2}; ///< its date is a bonus
constexpr const char* ianaServer = "whois.iana.org";

using State = RegistryRecord::State;

/// As sources and commands name a server.
std::string shown(const AskedServer& server)
{
    const bool literal = server.host.find(':') != std::string::npos;
    const auto host = literal && server.port != whoisPort ? "[" + server.host + "]" : server.host;
    return harmless(host, 80) + (server.port == whoisPort ? "" : ":" + std::to_string(server.port));
}

/// A server that another one names: `whois.nic.example`, in old answers also as an URL. Nothing for another port.
std::optional<AskedServer> namedByServer(std::string_view text)
{
    const auto scheme = text.find("://");
    text.remove_prefix(scheme == std::string_view::npos ? 0 : scheme + 3);
    auto server = parseWhoisServer(text.substr(0, text.find('/')));
    if (!server || server->port != whoisPort) {
        return std::nullopt;
    }
    server->namedBy = NamedBy::Server;
    return server;
}

/// One conversation with WHOIS servers about a domain.
class WhoisDialogue {
public:
    WhoisDialogue(const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
        : network_(network), seen_(seen), deadline_(deadline)
    {
    }

    void askAbout(const DnsName& zone, const std::string& chosen)
    {
        const auto start = chosen.empty() ? serverFor(zone) : parseWhoisServer(chosen);
        server_ = start.value_or(AskedServer{chosen});
        for (const auto& name : registrableNames(zone)) {
            seen_.domain = name;
            seen_.record = askOrFollow(name);
            const bool ofAZoneAbove = seen_.record.domain && name.isBelow(*seen_.record.domain);
            if (seen_.record.state != State::NotRegistered && !ofAZoneAbove) {
                break;
            }
        }
        if (seen_.record.state == State::Registered) {
            resolveHandles();
            askRegistrar();
        }
    }

private:
    /// One line out, everything back until the server closes.
    std::string ask(const AskedServer& server, const std::string& question, Deadline deadline)
    {
        const auto isComplete = [](const std::string& answer, bool ended) {
            if (answer.size() > longestAnswer) {
                throw PeerFailed(FailureKind::Protocol,
                                 "the answer is longer than " + std::to_string(longestAnswer / 1024) + " KiB");
            }
            return ended;
        };
        return askServer(network_, server, question + "\r\n", isComplete, deadline);
    }

    AskedServer serverFor(const DnsName& zone)
    {
        const std::string tld(zone.labels().back());
        seen_.source = ianaServer;
        if (zone.labels().size() == 1) {
            return {ianaServer}; // the root's registry
        }
        const auto named = whoisServerOf(ask({ianaServer}, tld, deadline_));
        if (named.empty()) {
            throw PeerFailed(FailureKind::NoSuchName, "the registry of ." + harmless(tld) + " has no WHOIS server");
        }
        if (const auto server = namedByServer(named)) {
            return *server;
        }
        throw PeerFailed(FailureKind::Protocol,
                         std::string(ianaServer) + ": names \"" + harmless(named, 80) + "\", which is no WHOIS server");
    }

    RegistryRecord askOnce(const DnsName& name, std::string& answer)
    {
        seen_.source = shown(server_);
        answer = ask(server_, whoisQuestion(server_.host, name), deadline_);
        return parseWhois(answer, name);
    }

    /// The server may be one like IANA's, which only knows who knows.
    RegistryRecord askOrFollow(const DnsName& name)
    {
        std::string answer;
        auto record = askOnce(name, answer);
        const bool itsOwn = record.domain ? *record.domain == name : record.state == State::Registered;
        const auto next = itsOwn || followed_ ? std::nullopt : namedByServer(whoisServerOf(answer));
        if (!next || equalIgnoringCase(next->host, server_.host)) {
            return record;
        }
        followed_ = true;
        server_ = *next;
        return askOnce(name, answer);
    }

    /// A list with holes would be taken for another one, so all of the hosts are found, or none counts.
    void resolveHandles()
    {
        auto& record = seen_.record;
        for (const auto& handle : record.handles) {
            const bool plain = handle.size() <= longestHandle && isAlphanumeric(handle, "-");
            const auto host = plain ? hostBehind(handle) : std::nullopt;
            if (!host) {
                record.hosts.clear();
                return;
            }
            record.add(*host);
        }
        record.finish();
    }

    std::optional<RegistryHost> hostBehind(const std::string& handle)
    {
        try {
            return parseWhoisHost(ask(server_, handle, deadline_));
        } catch (const PeerFailed&) {
            return std::nullopt;
        }
    }

    void askRegistrar()
    {
        auto& record = seen_.record;
        const auto registrar =
            record.expires || record.referral.empty() ? std::nullopt : namedByServer(record.referral);
        if (!registrar || equalIgnoringCase(registrar->host, server_.host)) {
            return;
        }
        try {
            const auto answer =
                ask(*registrar, whoisQuestion(registrar->host, seen_.domain), deadline_.orEarlier(registrarTimeout));
            const auto more = parseWhois(answer, seen_.domain);
            if (more.state != State::Registered) {
                seen_.registrarSilence = shown(*registrar) + ": " + more.detail;
            } else if (!more.expires) {
                seen_.registrarSilence = shown(*registrar) + ": does not tell when the registration ends";
            } else {
                record.expires = more.expires;
                record.laterEnd = more.laterEnd;
                seen_.expirySource = shown(*registrar);
            }
        } catch (const PeerFailed& failed) {
            seen_.registrarSilence = failed.failure().detail; // the registry has answered, and that is what counts
        }
    }

    const NetworkAccess& network_;
    RegistrySeen& seen_;
    Deadline deadline_;
    AskedServer server_;
    bool followed_ = false;
};

} // namespace

std::optional<AskedServer> parseWhoisServer(std::string_view text)
{
    AskedServer server;
    server.port = whoisPort;
    if (const auto endpoint = Endpoint::parse(text, whoisPort)) {
        server.host = endpoint->address.toString();
        server.port = endpoint->port;
        return server.port == 0 ? std::nullopt : std::optional(server);
    }
    const auto colon = text.find(':');
    server.host = std::string(text.substr(0, colon));
    if (colon != std::string_view::npos) {
        server.port = parseWhole<std::uint16_t>(text.substr(colon + 1)).value_or(0);
        if (server.port == 0) {
            return std::nullopt;
        }
    }
    const auto name = registryName(server.host);
    if (!name || !name->isHostName()) {
        return std::nullopt;
    }
    server.host = name->toString();
    return server;
}

void askByWhois(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
{
    WhoisDialogue(network, seen, deadline).askAbout(plan.domain, plan.whoisServer);
}

} // namespace mpm
