// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/finding.hpp"

namespace mpm::checkDnsDelegation {

/// What validators make of the zone.
struct DnssecFindings {
    FindingKind dsMismatch{"ds-mismatch", Status::Critical,
                           "The parent's DS leads to no key that signs the zone: validating resolvers answer "
                           "SERVFAIL for everything in it.",
                           "At once: the registrar must replace the DS by that of the zone's key-signing key, or "
                           "remove it. Until then the "
                           "zone's operator can bring the old key back.",
                           "RFC 4035 2.4, 5"};
    FindingKind dsUnusable{
        "ds-unusable", Status::Warning,
        "The parent has a DS, but none with an algorithm and a digest type that validating resolvers "
        "use: they take the zone for unsigned.",
        "The zone's operator must sign with algorithm 13 (ECDSAP256SHA256), if the zone's keys have "
        "another that nobody uses; then the registrar must replace the DS by that key's, with digest "
        "type 2 (SHA-256).",
        "RFC 4035 5.2, RFC 6840 5.2, RFC 9904"};
    FindingKind dsStale{
        "ds-stale", Status::Warning,
        "The parent has a DS that leads to no key, beside a good one, or to a key that is revoked.",
        "The registrar must remove the DS, unless a key rollover is under way; for a revoked key, after "
        "entering that of the key that follows it.",
        "RFC 6781 4.1.2"};
    FindingKind dsMissing{"ds-missing", Status::Critical, "A DS that --expect-ds wants is not at the parent.",
                          "The registrar must add the DS; or correct what is expected.", "RFC 4035 2.4"};
    FindingKind dsUnexpected{
        "ds-unexpected", Status::Critical, "There is a DS at the parent that --expect-ds does not allow.",
        "Find out who added it; the registrar must remove it; or correct what is expected.", "RFC 4035 2.4"};
    FindingKind rrsigMissing{
        "rrsig-missing",
        Status::Critical,
        "A server gives no signatures with the zone's records.",
        "The operator of this server must serve the signed zone, and a version of the software that knows DNSSEC.",
        "RFC 4035 3.1",
        cutsShort};
    FindingKind rrsigExpired{
        "rrsig-expired", Status::Critical, "A signature has expired: validating resolvers answer SERVFAIL.",
        "The zone's operator must sign the zone again at once and see why the signer stopped; where only one server is "
        "concerned, its operator must make it transfer the zone.",
        "RFC 4035 5.3.1"};
    FindingKind rrsigNotYetValid{
        "rrsig-not-yet-valid", Status::Critical, "A signature is not valid yet: validating resolvers answer SERVFAIL.",
        "The zone's operator must set the signer's clock and sign the zone again. Check this machine's clock, too.",
        "RFC 4035 5.3.1"};
    FindingKind rrsigInvalid{"rrsig-invalid", Status::Critical,
                             "A signature does not fit the records or the zone's keys: validating resolvers "
                             "answer SERVFAIL.",
                             "The zone's operator must sign the zone again with the keys that are in it; a server that "
                             "changes records after "
                             "signing, or mixes versions of the zone, does this too.",
                             "RFC 4035 5.3.3"};
    FindingKind rrsigExpiresSoon{
        "rrsig-expires-soon", Status::Warning, "A signature expires soon; the thresholds of rrsig_days decide.",
        "The zone's operator must see why the signer does not renew: it should do so days before the end.",
        "RFC 6781 4.4.2"};
    FindingKind denialBroken{"denial-broken", Status::Critical,
                             "A server can't prove that a name does not exist, or that none is closer than the "
                             "wildcard it answers from: validating resolvers answer SERVFAIL for such names.",
                             "The zone's operator must sign the zone again with a whole NSEC or NSEC3 chain; where "
                             "only one server is concerned, "
                             "its operator must make it transfer the zone.",
                             "RFC 4035 3.1.3, RFC 5155 7.2"};
    FindingKind keysDiffer{
        "dnskey-differs", Status::Warning,
        "A key that signs at one server is missing in another's DNSKEY set, so that resolvers fail that ask "
        "both.",
        "The operator of the server that differs must make it transfer the zone; with several "
        "signers, each must publish the "
        "others' keys.",
        "RFC 8901 2.1"};
    FindingKind algorithmDeprecated{
        "algorithm-deprecated", Status::Warning,
        "A key's algorithm must not be used for signing any more, or is none that "
        "validating resolvers use.",
        "The zone's operator must roll over to algorithm 13 (ECDSAP256SHA256); then the registrar must replace the DS.",
        "RFC 9904, RFC 9905"};
    FindingKind digestDeprecated{
        "digest-deprecated", Status::Warning, "The DS has only digests that must not be used any more.",
        "The registrar must replace the DS by one with digest type 2 (SHA-256).", "RFC 9904, RFC 9905"};
    FindingKind keyWeak{"dnskey-weak", Status::Warning, "An RSA key is too short to be trusted.",
                        "The zone's operator must roll over to algorithm 13 (ECDSAP256SHA256), or to RSA of 2048 bits.",
                        "RFC 6781 3.4.2"};
    FindingKind iterations{"nsec3-iterations", Status::Warning,
                           "NSEC3 hashes so many times that validating resolvers take the zone for unsigned.",
                           "The zone's operator must set the iterations to 0, without salt.", "RFC 9276 3"};
    FindingKind cdsBroken{
        "cds-broken", Status::Critical,
        "The zone's CDS or CDNSKEY asks the parent for a DS that would break the chain.",
        "The zone's operator must correct or remove the CDS and CDNSKEY before the parent acts on them.",
        "RFC 7344 4.1"};
    FindingKind cdsDiffers{"cds-differs", Status::Warning,
                           "The zone's CDS or CDNSKEY asks for another DS than the parent has.",
                           "Nothing, if a key rollover began lately. If it stays, the parent does not look for CDS, "
                           "and the registrar must enter the DS.",
                           "RFC 7344 4.1, RFC 8078"};
    FindingKind noDs{"dnssec-no-ds", Status::Warning,
                     "The zone is signed, but the parent has no DS: nobody validates it.",
                     "The registrar must enter the DS of the key-signing key.", "RFC 4035 2.4"};
    FindingKind dnssecMissing{
        "dnssec-missing", Status::Ok, "The zone is not signed.",
        "The zone's operator can sign the zone, and the registrar enter the DS, if answers are to be protected against "
        "forgery.",
        "RFC 4033"};
};
inline constexpr DnssecFindings dnssecFindings;

} // namespace mpm::checkDnsDelegation
