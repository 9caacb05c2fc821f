// SPDX-License-Identifier: GPL-3.0-or-later
#include "registry/registry_lookup.hpp"

#include "check/ascii.hpp"
#include "check/peer_text.hpp"
#include "registry/rdap.hpp"
#include "registry/registry_cache.hpp"
#include "registry/whois.hpp"

#include <charconv>

namespace mpm {
namespace {

constexpr std::uint16_t whoisPort = 43;
constexpr std::size_t longestWhoisAnswer = 256UL * 1024;
constexpr std::size_t fewestLabels = 2; ///< of a domain that can be registered
constexpr const char* ianaServer = "whois.iana.org";

/// One line out, everything back until the server closes.
std::string askWhois(const NetworkAccess& network, const std::string& server, const std::string& question,
                     Deadline deadline)
{
    auto host = server.substr(server.find("://") == std::string::npos ? 0 : server.find("://") + 3);
    host = host.substr(0, host.find('/'));
    auto port = whoisPort;
    if (const auto endpoint = Endpoint::parse(host, whoisPort)) {
        host = endpoint->address.toString();
        port = endpoint->port;
    } else if (const auto colon = host.find(':'); colon != std::string::npos) {
        std::from_chars(host.data() + colon + 1, host.data() + host.size(), port);
        host.resize(colon);
    }
    const auto channel = dialHost(network, host, port, deadline);
    channel->send(question + "\r\n", deadline);
    std::string answer;
    try {
        while (answer.size() < longestWhoisAnswer) {
            answer += channel->receive(deadline);
        }
    } catch (const PeerFailed& failed) {
        const auto& failure = failed.failure();
        if (failure.kind != FailureKind::Closed || answer.empty()) {
            throw PeerFailed(failure.kind, harmless(server, 80) + ": " + failure.detail);
        }
    }
    return answer;
}

void askByWhois(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
{
    auto server = plan.whoisServer;
    if (server.empty()) {
        const std::string tld(plan.domain.labels().back());
        server = whoisServerOf(askWhois(network, ianaServer, tld, deadline));
        if (server.empty()) {
            throw PeerFailed(FailureKind::NoSuchName, "the registry of ." + harmless(tld) + " has no WHOIS server");
        }
    }
    for (seen.domain = plan.domain;; seen.domain = seen.domain.parent()) {
        auto answer = askWhois(network, server, whoisQuestion(server, seen.domain), deadline);
        if (const auto next = plan.whoisServer.empty() ? std::string() : whoisServerOf(answer);
            !next.empty() && next != server) { // the server that was named is one like IANA's
            server = next;
            answer = askWhois(network, server, whoisQuestion(server, seen.domain), deadline);
        }
        seen.source = harmless(server, 80);
        seen.record = parseWhois(answer, seen.domain);
        if (seen.record.state != RegistryRecord::State::NotRegistered || seen.domain.labels().size() <= fewestLabels) {
            break;
        }
    }
    if (seen.record.state == RegistryRecord::State::Registered && !seen.record.expires &&
        !seen.record.referral.empty()) {
        try {
            const auto& registrar = seen.record.referral;
            seen.record.expires =
                parseWhois(askWhois(network, registrar, whoisQuestion(registrar, seen.domain), deadline), seen.domain)
                    .expires;
        } catch (const PeerFailed&) {
            // The registry has answered; the registrar's date is a bonus.
        }
    }
}

/// False when the registry has no RDAP server.
bool askByRdap(const RegistryPlan& plan, const NetworkAccess& network, RegistrySeen& seen, Deadline deadline)
{
    const bool remote = plan.bootstrap.find("://") != std::string::npos;
    const auto text = remote ? httpGet(network, plan.bootstrap, "application/json", deadline).body
                             : readFile(plan.bootstrap).value_or("");
    if (!isRdapBootstrap(text)) {
        throw PeerFailed(FailureKind::Protocol, "'" + harmless(plan.bootstrap) + "' is no RDAP bootstrap file");
    }
    const auto base = rdapBaseFor(text, plan.domain);
    if (base.empty()) {
        return false;
    }
    for (seen.domain = plan.domain;; seen.domain = seen.domain.parent()) {
        seen.source = harmless(base + "domain/" + seen.domain.toString());
        const auto response =
            httpGet(network, base + "domain/" + seen.domain.toString(), "application/rdap+json", deadline);
        if (response.status == 404) {
            seen.record.state = RegistryRecord::State::NotRegistered;
            seen.record.detail = "HTTP 404";
        } else if (response.status == 429 || response.status == 403) {
            seen.record.state = RegistryRecord::State::Throttled;
            seen.record.detail = "the server turns us away: HTTP " + std::to_string(response.status);
        } else if (response.status != 200) {
            throw PeerFailed(FailureKind::Protocol, seen.source + " answered HTTP " + std::to_string(response.status));
        } else {
            seen.record = parseRdap(response.body);
        }
        if (seen.record.state != RegistryRecord::State::NotRegistered || seen.domain.labels().size() <= fewestLabels) {
            return true;
        }
    }
}

/// What is of use of a record: it says whether the domain is registered.
bool isSound(const RegistrySeen& seen)
{
    return seen.record.state == RegistryRecord::State::Registered ||
           seen.record.state == RegistryRecord::State::NotRegistered;
}

RegistrySeen ask(const RegistryPlan& plan, const NetworkAccess& network, Deadline deadline)
{
    RegistrySeen seen;
    seen.domain = plan.domain;
    const auto attempt = [&](auto call) {
        try {
            seen.failure.reset();
            return call();
        } catch (const PeerFailed& failed) {
            seen.failure = failed.failure();
            return false;
        }
    };
    bool done = !plan.bootstrap.empty() && attempt([&] { return askByRdap(plan, network, seen, deadline); });
    if ((!done || !isSound(seen)) && plan.whois) {
        done = attempt([&] {
            askByWhois(plan, network, seen, deadline);
            return true;
        });
    }
    if (!done && !seen.failure) {
        seen.failure = Failure{FailureKind::NoSuchName, "the registry of " + plan.domain.toString() +
                                                            " has no RDAP server in the bootstrap file"};
    } else if (done && !isSound(seen)) {
        seen.failure = Failure{FailureKind::Protocol, seen.source + ": " + seen.record.detail};
    }
    return seen;
}

} // namespace

RegistrySeen lookUpRegistry(const RegistryPlan& plan, const NetworkAccess& network, std::int64_t now, Deadline deadline)
{
    auto kept = plan.cacheFolder.empty() ? std::nullopt : readRegistryCache(plan.cacheFolder, plan.domain);
    if (kept && now - kept->fetched > staleSeconds) {
        kept.reset();
    }
    if (kept && now >= kept->fetched && now - kept->fetched < freshSeconds) {
        return *kept;
    }
    auto seen = ask(plan, network, deadline);
    seen.fetched = now;
    if (seen.failure && kept) {
        kept->failure = seen.failure;
        return *kept;
    }
    if (!seen.failure && !plan.cacheFolder.empty()) {
        seen.cacheFault = writeRegistryCache(plan.cacheFolder, plan.domain, seen);
    }
    return seen;
}

} // namespace mpm
