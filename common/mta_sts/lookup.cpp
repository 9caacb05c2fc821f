// SPDX-License-Identifier: GPL-3.0-or-later
#include "mta_sts/lookup.hpp"

#include "check/peer_text.hpp"
#include "check/range.hpp"
#include "http/get.hpp"

#include <utility>

namespace mpm {
namespace {

constexpr const char* path = "/.well-known/mta-sts.txt";

PolicyRecord readAnswer(const DnsAnswer& answer, PolicyRecord (*read)(const std::vector<std::string>&))
{
    if (!answer.isConclusive()) {
        const auto failure = answer.failure();
        return {PolicyRecord::State::Failed, "", failure.detail, failure.kind == FailureKind::TimedOut};
    }
    return read(answer.texts());
}

/// By address: each was tried.
Failure worded(const AskFailed::Reason& reason, const std::string& host)
{
    using Stage = AskFailed::Stage;
    auto [kind, detail] = reason.failure;
    if (reason.stage == Stage::Handshake) {
        detail = "TLS handshake: " + detail;
    } else if (reason.stage == Stage::Certificate) {
        detail = "certificate of " + host + ": " + detail;
    } else if (reason.stage == Stage::Answer && kind == FailureKind::TimedOut) {
        detail = (reason.begun ? "no end of the answer within " : "no answer within ") +
                 formatNumber(reason.waited.count(), 1) + " s";
    } else if (reason.stage == Stage::Answer && kind == FailureKind::Closed) {
        detail = "the server closed without an answer";
    }
    return {kind, reason.endpoint + (reason.endpoint.empty() ? "" : " ") + detail};
}

StsFetch fetchPolicy(const DnsName& domain, const StsSources& sources, Deadline deadline)
{
    StsFetch fetch;
    HttpRequest request;
    request.url = {.secure = true, .host = "mta-sts." + domain.toString(), .port = 443, .path = path};
    request.accept = "text/plain";
    request.longestBody = longestStsPolicy;
    request.mostRedirects = 0;
    request.next = NextAddress::UnlessAnswered;
    request.anchors = sources.anchors;
    fetch.url = request.url.toString();
    try {
        fetch.response = httpGet({sources.resolver, sources.dialer}, request, deadline);
    } catch (const AskFailed& failed) {
        fetch.failure = worded(failed.reason, request.url.host);
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
            seen.remedy = std::get<StsFault>(parsed).remedy;
        }
    }
}

} // namespace

void lookUpSts(DnsLookups& lookups, Crew& crew, const DnsName& domain, const StsSources& sources, Deadline deadline,
               std::function<void(StsSeen)> then)
{
    const auto record = DnsName::parse("_mta-sts").under(domain);
    const auto report = DnsName::parse("_smtp._tls").under(domain);
    StsSeen nothing;
    nothing.domain = domain;
    if (!record || !report) {
        then(std::move(nothing)); // no room for the names, so nobody can have them
        return;
    }
    const auto takeRecords = [=, &crew, then = std::move(then)](std::vector<DnsAnswer> answers) {
        auto seen = nothing;
        seen.record = readAnswer(answers.at(0), readStsRecord);
        seen.report = readAnswer(answers.at(1), readReportRecord);
        seen.recordAnswer = std::move(answers.at(0));
        seen.reportAnswer = std::move(answers.at(1));
        if (seen.record.state != PolicyRecord::State::Valid) {
            then(std::move(seen));
            return;
        }
        crew.add([=]() mutable {
            seen.fetch = fetchPolicy(domain, sources, deadline);
            readPolicy(seen);
            then(std::move(seen));
        });
        crew.begin();
    };
    lookups.add({.questions = {{*record, RecordType::Txt}, {*report, RecordType::Txt}},
                 .until = deadline.share(2), // silence about one must leave time for the other's policy
                 .then = takeRecords});
}

} // namespace mpm
