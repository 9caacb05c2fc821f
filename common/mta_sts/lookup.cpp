// SPDX-License-Identifier: GPL-3.0-or-later
#include "mta_sts/lookup.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"

namespace mpm {
namespace {

constexpr std::uint16_t httpsPort = 443;
constexpr const char* path = "/.well-known/mta-sts.txt";

std::vector<std::string> textsOf(const DnsAnswer& answer)
{
    std::vector<std::string> texts;
    for (const auto& value : answer.values<TxtRecord>()) {
        texts.push_back(value.text.raw());
    }
    return texts;
}

PolicyRecord readAnswer(const DnsAnswer& answer, PolicyRecord (*read)(const std::vector<std::string>&))
{
    if (!answer.isConclusive()) {
        const auto failure = answer.failure();
        return {PolicyRecord::State::Failed, "", failure.detail, failure.kind == FailureKind::TimedOut};
    }
    return read(textsOf(answer));
}

/// Certificate problems as one failure: nothing may be believed of such a server.
void demandTrust(const TlsFacts& facts)
{
    if (facts.failure) {
        throw PeerFailed(facts.failure->kind, "TLS handshake: " + facts.failure->detail);
    }
    if (!facts.problems.empty()) {
        const auto& problem = facts.problems.front();
        throw PeerFailed(FailureKind::Tls, "certificate of " + facts.verifyName + ": " + problem.text);
    }
}

HttpResponse exchange(Channel& channel, const std::string& host, Deadline deadline)
{
    channel.send("GET " + std::string(path) + " HTTP/1.1\r\nHost: " + host +
                     "\r\nUser-Agent: monitoring-plugins-mail\r\nAccept: text/plain\r\nConnection: close\r\n\r\n",
                 deadline);
    const auto start = Clock::now();
    std::string octets;
    bool ended = false;
    while (true) {
        if (const auto read = readHttpResponse(octets, ended, longestStsPolicy)) {
            if (const auto* wrong = std::get_if<HttpFault>(&*read)) {
                throw PeerFailed(FailureKind::Protocol, wrong->sentence);
            }
            return std::get<HttpResponse>(*read);
        }
        try {
            octets += channel.receive(deadline);
        } catch (const PeerFailed& failed) {
            if (failed.failure().kind == FailureKind::TimedOut) {
                // The channel knows only its last wait; a server that drips makes that one short.
                throw PeerFailed(FailureKind::TimedOut,
                                 (octets.empty() ? "no answer within " : "no end of the answer within ") +
                                     formatNumber(since(start).count(), 1) + " s");
            }
            if (failed.failure().kind != FailureKind::Closed) {
                throw;
            }
            ended = true;
        }
    }
}

StsFetch fetchPolicy(const DnsName& domain, const StsSources& sources, Deadline deadline)
{
    StsFetch fetch;
    const auto host = "mta-sts." + domain.toString();
    fetch.url = "https://" + host + path;
    const auto lookup = lookUpHost(sources.resolver, host, FamilyChoice::Any, deadline);
    fetch.failure = lookup.failure;
    TlsRequest request;
    request.anchors = sources.anchors;
    request = forHost(request, host);
    auto left = lookup.addresses.size();
    for (const auto& address : lookup.addresses) {
        const auto mine = deadline.share(left--);
        const Endpoint endpoint{address, httpsPort};
        try {
            const auto channel = sources.dialer.dial(endpoint, mine);
            fetch.tls = channel->startTls(request, mine);
            demandTrust(*fetch.tls);
            fetch.response = exchange(*channel, host, mine);
            fetch.failure.reset();
            return fetch;
        } catch (const PeerFailed& failed) {
            fetch.failure = failed.failure();
            fetch.failure->detail = endpoint.toString() + " " + fetch.failure->detail;
        }
    }
    return fetch;
}

void readPolicy(StsSeen& seen)
{
    const auto& response = seen.fetch->response;
    if (seen.fetch->failure) {
        seen.fault = seen.fetch->url + ": " + seen.fetch->failure->detail;
    } else if (response.status >= 300 && response.status <= 399) {
        seen.fault =
            seen.fetch->url + " redirects to \"" + harmless(response.location, 80) + "\", which no sender follows";
    } else if (response.status != 200) {
        seen.fault = seen.fetch->url + " answered HTTP " + std::to_string(response.status);
    } else {
        const auto parsed = parseStsPolicy(response.body);
        if (const auto* policy = std::get_if<StsPolicy>(&parsed)) {
            seen.policy = *policy;
        } else {
            seen.fault = std::get<StsFault>(parsed).sentence;
        }
    }
}

} // namespace

StsSeen lookUpSts(const DnsName& domain, const StsSources& sources, Deadline deadline)
{
    StsSeen seen;
    seen.domain = domain;
    const auto record = DnsName::parse("_mta-sts").under(domain);
    const auto report = DnsName::parse("_smtp._tls").under(domain);
    if (!record || !report) {
        return seen; // no room for the names, so nobody can have them
    }
    const auto answers = sources.dns.ask({DnsQuestion{*record, RecordType::Txt}, DnsQuestion{*report, RecordType::Txt}},
                                         deadline.share(2)); // silence about one must leave time for the other's policy
    seen.record = readAnswer(answers.at(0), readStsRecord);
    seen.report = readAnswer(answers.at(1), readReportRecord);
    if (seen.record.state == PolicyRecord::State::Valid) {
        seen.fetch = fetchPolicy(domain, sources, deadline);
        readPolicy(seen);
    }
    return seen;
}

} // namespace mpm
