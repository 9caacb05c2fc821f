// SPDX-License-Identifier: GPL-3.0-or-later
#include "tls/dane_lookup.hpp"

#include "tls/findings.hpp"

namespace mpm {

TlsRequest forDane(TlsRequest request, const std::string& host, const std::optional<TlsaLookup>& lookup,
                   const std::string& domain)
{
    const auto named = request.verifyName;
    request = forHost(request, host);
    request.daneNames.clear();
    if (lookup) {
        request.daneNames.push_back(lookup->base.toString());
    }
    request.daneNames.push_back(host);
    if (!domain.empty()) {
        request.daneNames.push_back(domain);
    }
    if (!named.empty()) {
        request.daneNames.front() = named;
    }
    if (lookup && lookup->state == TlsaLookup::State::Found) {
        request.tlsa = lookup->records;
    }
    return request;
}

std::optional<Finding> judgeTlsaLookup(const TlsaLookup& lookup, const std::string& host, DaneDemand demand,
                                       Status timeoutStatus)
{
    using State = TlsaLookup::State;
    if (lookup.state == State::Found) {
        return std::nullopt;
    }
    if (lookup.state == State::Failed) {
        auto finding = found(tlsFindings.daneLookupFailed, host, lookup.detail);
        finding.status = lookup.silent ? timeoutStatus : finding.status;
        if (demand == DaneDemand::Optional && finding.status != Status::Ok) {
            finding.status = Status::Warning;
        }
        return finding;
    }
    if (demand == DaneDemand::Optional) {
        return std::nullopt; // DANE is an offer, not a duty
    }
    return lookup.state == State::Insecure
               ? found(tlsFindings.daneInsecure, host, "the DNS answers are not secured: " + lookup.detail)
               : found(tlsFindings.daneMissing, host, "there is no TLSA record for it");
}

Finding judgeInsecureMx(const std::string& domain, const std::string& why)
{
    return found(tlsFindings.daneInsecure, domain,
                 "the MX records are not secured, so TLSA records count for nobody: " + why);
}

} // namespace mpm
