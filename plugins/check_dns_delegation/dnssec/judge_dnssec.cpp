// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_dns_delegation/dnssec/judge_dnssec.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"
#include "check/redundancy.hpp"
#include "check/report.hpp"
#include "check_dns_delegation/address_faults.hpp"
#include "check_dns_delegation/delegation/judge_names.hpp"
#include "check_dns_delegation/delegation/parents.hpp"
#include "check_dns_delegation/dnssec/chain.hpp"
#include "check_dns_delegation/dnssec/denial.hpp"
#include "check_dns_delegation/dnssec/judge_cds.hpp"
#include "check_dns_delegation/findings.hpp"
#include "check_dns_delegation/servers/judge_soa.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace mpm::checkDnsDelegation {
namespace {

constexpr std::uint16_t mostIterations = 100; ///< validators treat zones above as unsigned (RFC 9276 3.2)
constexpr std::size_t fewestRsaBits = 1024;
constexpr std::size_t mostDs = 40;

/// One run's judgement, step by step.
class DnssecJudge {
public:
    explicit DnssecJudge(const Assessment& assessment)
        : assessment_(assessment), checker_(assessment.seen.now),
          ds_(parentDs(assessment.seen).value_or(std::vector<DsRecord>())), faults_(assessment)
    {
        verdict_.hasDs = !ds_.empty();
        for (const auto* address : assessment.good) {
            if (auto chain = followChain(*address, computable(ds_), checker_)) {
                verdict_.isSigned = verdict_.isSigned || !chain->keys.empty();
                chains_.emplace_back(address, std::move(*chain));
            }
        }
    }

    DnssecVerdict judge()
    {
        judgeExpectedDs();
        if (verdict_.isSigned || verdict_.hasDs) {
            judgeChains();
            judgeEnds();
            judgeKeySets();
            judgeStaleDs();
            judgeAlgorithms();
            tell(judgeCds(assessment_, ds_));
        }
        if (verdict_.isSigned && !verdict_.hasDs && parentDs(assessment_.seen)) {
            tell(dnssecFindings.noDs, "is signed, but the parent has no DS", digParent(assessment_.seen, "DS"));
        } else if (!verdict_.isSigned && !verdict_.hasDs && !chains_.empty()) {
            tell(dnssecFindings.dnssecMissing, "is not signed", assessment_.dig("DNSKEY"));
        }
        return std::move(verdict_);
    }

private:
    std::string zone() const { return assessment_.seen.zone.toString(); }

    void tell(const FindingKind& kind, const std::string& message, const std::string& command)
    {
        verdict_.findings.push_back(found(kind, zone(), message, command));
    }

    void tell(std::vector<Finding> findings) { append(verdict_.findings, std::move(findings)); }

    /// Validators leave DS records alone whose digest they don't know (RFC 4035 section 5.2).
    static std::vector<DsRecord> computable(std::vector<DsRecord> ds)
    {
        std::erase_if(ds, [](const DsRecord& one) { return !isKnownDigest(one.digestType); });
        return ds;
    }

    void judgeChains()
    {
        std::optional<Nsec3Record> iterated; // the first server's that hashes more than once
        for (const auto& [address, chain] : chains_) {
            const bool unsignedCopy = chain.keys.empty() && !verdict_.hasDs; // while others are signed
            if (unsignedCopy) {
                faults_.add(dnssecFindings.rrsigMissing, address->address,
                            "serves the zone unsigned, others serve it signed", "DNSKEY");
            } else if (chain.fault) {
                faults_.add(*chain.fault->kind, address->address, chain.fault->message, chain.fault->command);
            } else {
                const auto nsec3 = judgeDenial(*address, chain);
                iterated = iterated ? iterated : nsec3;
            }
            if (chain.firstEnd) {
                const auto left = daysTo(*chain.firstEnd);
                verdict_.rrsigDays = std::min(verdict_.rrsigDays.value_or(left), left);
            }
        }
        if (iterated) {
            judgeIterations(*iterated);
        }
        const bool onlyKeysLackEdns =
            std::any_of(assessment_.good.begin(), assessment_.good.end(), [](const ServerAddressSeen* address) {
                const auto* soa = address->at(Topic::Soa);
                const auto* dnskey = address->at(Topic::Dnskey);
                return soa->message.edns && dnskey != nullptr && dnskey->isConclusive() && !dnskey->message.edns;
            });
        if (verdict_.hasDs && chains_.empty() && onlyKeysLackEdns) { // a server without any is told as such
            tell(dnssecFindings.rrsigMissing, "has no server that gives its DNSKEY records with signatures",
                 assessment_.dig("DNSKEY +dnssec"));
        }
        auto findings = faults_.findings();
        for (auto& finding : findings) {
            if (!verdict_.hasDs) {
                degrade(finding); // nobody validates yet
            }
        }
        tell(std::move(findings));
    }

    double daysTo(const SignatureEnd& end) const { return static_cast<double>(end.at - assessment_.seen.now) / 86400; }

    /// Signatures that are good, but not for long. Those that have expired are told as such.
    void judgeEnds()
    {
        std::vector<std::pair<const ServerAddressSeen*, SignatureEnd>> soon;
        for (const auto& [address, chain] : chains_) {
            if (!chain.firstEnd || chain.firstEnd->at <= assessment_.seen.now) {
                continue;
            }
            if (breachAt(*chain.firstEnd).has_value()) {
                soon.emplace_back(address, *chain.firstEnd);
            }
        }
        const bool same =
            soon.size() > 1 && soon.size() == chains_.size() &&
            std::all_of(soon.begin(), soon.end(), [&](const auto& one) { return one.second == soon.front().second; });
        soon.resize(same ? 1 : soon.size());
        for (const auto& [address, end] : soon) {
            const auto type = toString(end.type);
            const auto all = same ? ", the same at " + allOf(chains_.size()) + " addresses of its name servers," : "";
            auto finding =
                found(dnssecFindings.rrsigExpiresSoon, same ? zone() : assessment_.seen.subjectOf(address->address),
                      "has a signature by key " + std::to_string(end.keyTag) + " of the " + type + " records" + all +
                          " that expires in " + howLong(end.at - assessment_.seen.now) + ": " + breachAt(end)->words);
            finding.status = breachAt(end)->status;
            tell({withCommand(std::move(finding), assessment_.dig(address->address, type + " +dnssec"))});
        }
    }

    struct Breach {
        Status status;
        std::string words;
    };

    std::optional<Breach> breachAt(const SignatureEnd& end) const
    {
        const auto metric = rrsigDaysMetric(daysTo(end), assessment_.policy);
        const auto status = metric.threshold.judge(metric.value);
        return status == Status::Ok ? std::nullopt : std::optional(Breach{status, breachOf(metric)});
    }

    /// The parameters of NSEC3 where the proof is hashed more than once.
    std::optional<Nsec3Record> judgeDenial(const ServerAddressSeen& address, const Chain& chain)
    {
        const auto* answer = address.at(Topic::Denial);
        if (answer == nullptr || !answer->message.edns) {
            return std::nullopt;
        }
        const auto check = checkDenial(*answer, chain.keys, checker_);
        const auto name = answer->question.name.toString();
        const auto say = [&](const std::string& words) {
            faults_.add(dnssecFindings.denialBroken, address.address, "says that " + name + " does not exist, " + words,
                        "A; dig +norec +dnssec @" + address.address.toString() + " " + name + " A");
        };
        using State = DenialCheck::State;
        switch (check.state) {
        case State::NoProof: say("without a proof (NSEC or NSEC3)"); break;
        case State::Unsigned: say("with a proof that no valid signature covers"); break;
        case State::WrongProof: say("with a proof that does not cover the name"); break;
        case State::Proven:
        case State::NotADenial:
        case State::NotComputed: break;
        }
        return check.nsec3 && check.nsec3->iterations > 0 ? check.nsec3 : std::nullopt;
    }

    void judgeIterations(const Nsec3Record& nsec3)
    {
        const bool tooMany = nsec3.iterations > mostIterations;
        auto finding = found(dnssecFindings.iterations, zone(),
                             "hashes names for NSEC3 with " + std::to_string(nsec3.iterations) +
                                 (nsec3.iterations == 1 ? " iteration" : " iterations") +
                                 (tooMany ? ": validating resolvers take the zone for unsigned" : ", 0 are advised"));
        finding.status = tooMany ? dnssecFindings.iterations.status : Status::Ok;
        tell({withCommand(std::move(finding), assessment_.dig("NSEC3PARAM"))});
    }

    /// Different versions of the zone may have different keys, and a broken chain is told already.
    void judgeKeySets()
    {
        std::map<std::set<std::string>, const ServerAddressSeen*> bySet;
        for (const auto& [address, chain] : chains_) {
            std::set<std::string> keys;
            for (const auto& key : chain.keys) {
                keys.insert(key.rdata);
            }
            if (!keys.empty() && !chain.fault) {
                bySet.emplace(std::move(keys), address);
            }
        }
        if (bySet.size() < 2 || serialSpreadOf(assessment_) != 0) {
            return;
        }
        const auto one = assessment_.seen.subjectOf(bySet.begin()->second->address);
        const auto other = assessment_.seen.subjectOf(bySet.rbegin()->second->address);
        tell(dnssecFindings.keysDiffer, "has different DNSKEY sets at " + one + " and " + other,
             assessment_.dig("DNSKEY"));
    }

    void judgeStaleDs()
    {
        const auto leads = [](const Chain& chain, const DsRecord& ds) {
            return std::find(chain.matched.begin(), chain.matched.end(), ds) != chain.matched.end();
        };
        const bool good = std::any_of(chains_.begin(), chains_.end(), [](const auto& entry) {
            return !entry.second.fault && !entry.second.matched.empty();
        });
        for (const auto& ds : computable(ds_)) {
            const bool used =
                std::any_of(chains_.begin(), chains_.end(), [&](const auto& entry) { return leads(entry.second, ds); });
            if (good && !used && isDsOfAllParents(assessment_.seen, ds)) {
                tell(dnssecFindings.dsStale,
                     "has a DS at the parent for key " + std::to_string(ds.keyTag) +
                         (hasTag(ds.keyTag) ? ", whose digest is not that key's"
                                            : ", which leads to no key of the zone"),
                     digParent(assessment_.seen, "DS"));
            }
        }
    }

    bool hasTag(std::uint16_t tag) const
    {
        return std::any_of(chains_.begin(), chains_.end(), [=](const auto& entry) {
            const auto& keys = entry.second.keys;
            return std::any_of(keys.begin(), keys.end(),
                               [=](const DnsRecord& key) { return key.as<DnskeyRecord>()->keyTag == tag; });
        });
    }

    void judgeAlgorithms()
    {
        constexpr std::string_view deprecated = "\1\3\5\6\7\14"; // RSA/MD5, DSA, RSA/SHA-1, their NSEC3 kin, GOST
        std::set<std::string> told;
        for (const auto& [address, chain] : chains_) {
            for (const auto& record : chain.keys) {
                const auto& key = *record.as<DnskeyRecord>();
                const auto tag = "key " + std::to_string(key.keyTag);
                if (deprecated.find(static_cast<char>(key.algorithm)) != std::string_view::npos &&
                    told.insert("algorithm").second) {
                    tell(dnssecFindings.algorithmDeprecated,
                         "has " + tag + " with algorithm " + std::to_string(key.algorithm) + ", which is deprecated",
                         assessment_.dig("DNSKEY"));
                }
                const auto bits = rsaBits(key);
                if (bits != 0 && bits < fewestRsaBits && told.insert("size").second) {
                    tell(dnssecFindings.keyWeak, "has " + tag + " of only " + std::to_string(bits) + " bits",
                         assessment_.dig("DNSKEY"));
                }
            }
        }
        const bool sound = std::any_of(ds_.begin(), ds_.end(), [](const DsRecord& ds) {
            return ds.digestType != 1 && ds.digestType != 3; // SHA-1, GOST
        });
        if (!ds_.empty() && !sound) {
            tell(dnssecFindings.digestDeprecated,
                 "has a DS at the parent with digest type " + std::to_string(ds_.front().digestType) +
                     " alone, which is deprecated",
                 digParent(assessment_.seen, "DS"));
        }
    }

    void judgeExpectedDs()
    {
        const auto& expected = assessment_.policy.expectDs;
        const auto fits = [](const ExpectedDs& want, const DsRecord& ds) {
            return want.keyTag == ds.keyTag && want.algorithm.value_or(ds.algorithm) == ds.algorithm &&
                   want.digestType.value_or(ds.digestType) == ds.digestType &&
                   (want.digest.empty() || want.digest == ds.digest);
        };
        if (expected.empty()) {
            return;
        }
        const auto command = digParent(assessment_.seen, "DS");
        for (const auto& want : expected) {
            if (std::none_of(ds_.begin(), ds_.end(), [&](const DsRecord& ds) { return fits(want, ds); })) {
                tell(dnssecFindings.dsMissing, "lacks the DS " + want.toString() + " at the parent", command);
            }
        }
        for (const auto& ds : ds_) {
            if (std::none_of(expected.begin(), expected.end(), [&](const auto& want) { return fits(want, ds); })) {
                tell(dnssecFindings.dsUnexpected,
                     "has a DS for key " + std::to_string(ds.keyTag) + " at the parent, which is not expected",
                     command);
            }
        }
    }

    const Assessment& assessment_;
    SignatureChecker checker_;
    std::vector<DsRecord> ds_;
    std::vector<std::pair<const ServerAddressSeen*, Chain>> chains_;
    AddressFaults faults_;
    DnssecVerdict verdict_;
};

} // namespace

std::optional<std::vector<DsRecord>> parentDs(const Observation& seen)
{
    std::optional<std::vector<DsRecord>> all;
    const auto add = [&](const std::vector<DsRecord>& more) {
        all = all.value_or(std::vector<DsRecord>());
        for (const auto& ds : more) {
            if (all->size() < mostDs && std::find(all->begin(), all->end(), ds) == all->end()) {
                all->push_back(ds);
            }
        }
    };
    for (const auto& answer : seen.parentDs) {
        if (const auto stated = statedDs(answer, seen.zone)) {
            add(*stated);
        }
    }
    for (const auto& parent : seen.walk.parents()) {
        if (parent.kind == ParentAnswer::Kind::Referral && !parent.ds.empty()) {
            add(parent.ds);
        }
    }
    return all;
}

Metric rrsigDaysMetric(double days, const Policy& policy)
{
    auto metric = count("rrsig_days", std::trunc(days * 100) / 100);
    metric.min = days < 0 ? std::nullopt : metric.min;
    metric.threshold = policy.rrsigDays;
    metric.judged = true; // server by server
    return metric;
}

DnssecVerdict judgeDnssec(const Assessment& assessment)
{
    return DnssecJudge(assessment).judge();
}

} // namespace mpm::checkDnsDelegation
