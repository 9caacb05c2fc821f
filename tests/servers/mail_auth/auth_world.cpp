// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/mail_auth/auth_world.hpp"

#include "support/zone_data.hpp"

#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>
#include <stdexcept>

namespace mpm::test {
namespace {

std::string zoneOf(const std::string& domain)
{
    return domain + ".example";
}

/// The address of the web server with this policy.
std::string webServer(const std::string& policy)
{
    int number = 1;
    for (const auto& [name, response] : policies) {
        if (name == policy) {
            return "20.0.80." + std::to_string(number);
        }
        ++number;
    }
    throw std::logic_error("no web server has the policy " + policy);
}

std::string withName(std::string records, const std::string& name)
{
    const std::string mark = "DOMAIN";
    for (auto at = records.find(mark); at != std::string::npos; at = records.find(mark, at)) {
        records.replace(at, mark.size(), name);
    }
    return records;
}

std::vector<PrivateInternet::Zone> zonesOf(const std::map<std::string, AuthDomain>& domains)
{
    std::vector<PrivateInternet::Zone> zones{{"hosts.example", "mx1 A 20.0.1.1\n"},
                                             {"reports.test", "@ TXT \"nothing about reports\"\n"}};
    for (const auto& [name, domain] : domains) {
        zones.push_back({zoneOf(name), withName(domain.mx + domain.spf + domain.dmarc + domain.tlsReports +
                                                    domain.mtaSts + domain.more,
                                                zoneOf(name)) +
                                           domain.dkim + "mta-sts A " + webServer(domain.policy) + "\n"});
    }
    return zones;
}

} // namespace

std::string keyRecord(unsigned bits, const std::string& tags)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(bits), EVP_PKEY_free);
    unsigned char* der = nullptr;
    const int length = i2d_PUBKEY(key.get(), &der);
    if (length <= 0) {
        throw std::runtime_error("OpenSSL makes no key of " + std::to_string(bits) + " bits");
    }
    std::string base64(static_cast<std::size_t>(length) * 2, '\0');
    base64.resize(
        static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()), der, length)));
    OPENSSL_free(der);
    return "mail._domainkey TXT " + inStrings("v=DKIM1; k=rsa; " + tags + "p=" + base64) + "\n";
}

AuthWorld::AuthWorld(const std::map<std::string, AuthDomain>& domains) : domains_(domains), internet_(zonesOf(domains))
{
    folder_.write("root.pem", pki_.root.pem());
    CertificateSpec spec;
    spec.names.clear();
    for (const auto& [name, domain] : domains) {
        spec.names.push_back("DNS:mta-sts." + zoneOf(name));
    }
    const auto leaf = pki_.leaf(spec);
    constexpr std::uint16_t https = 443;
    for (const auto& [name, response] : policies) {
        internet_.addMachine(webServer(name));
        TlsServerPlan plan{.chain = {leaf, pki_.intermediate}};
        plan.implicit = true;
        plan.https = response;
        webServers_.emplace_back(plan, webServer(name), https);
    }
}

ProcessResult AuthWorld::check(const std::string& domain, const std::vector<std::string>& more) const
{
    const auto& given = domains_.at(domain);
    std::vector<std::string> arguments{"-d", zoneOf(domain),       "--resolver", internet_.resolver(),
                                       "-t", scaled(given.timeout)};
    const bool closed = !given.arguments.empty() && given.arguments.front() == "--sends-nothing";
    if (!closed) {
        arguments.insert(arguments.end(), {"--ca-file", (folder_ / "root.pem").string()});
    }
    arguments.insert(arguments.end(), given.arguments.begin(), given.arguments.end());
    arguments.insert(arguments.end(), more.begin(), more.end());
    return runCheck("check_mail_auth", arguments);
}

} // namespace mpm::test
