// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/zone_signer.hpp"

#include "support/process.hpp"

#include <algorithm>
#include <ctime>
#include <stdexcept>

namespace mpm::test {
namespace {

std::string must(const std::vector<std::string>& command, const TempDir& folder)
{
    const auto result = run(command, {.workingDirectory = folder.path()});
    if (result.exitStatus != 0) {
        throw std::runtime_error(command.front() + " failed: " + result.err + result.out);
    }
    return result.out;
}

/// A time as ldns-signzone takes it.
std::string inDays(double days)
{
    return std::to_string(std::time(nullptr) + static_cast<long>(days * 86400));
}

/// What stands behind the class in a record's text, without a comment.
std::string withoutOwner(std::string text, const std::string& type)
{
    std::replace(text.begin(), text.end(), '\t', ' ');
    text = text.substr(0, text.find_first_of(";\n"));
    const auto at = text.find(" " + type + " ");
    if (at == std::string::npos) {
        throw std::runtime_error("no " + type + " record: " + text);
    }
    return text.substr(at + 1);
}

} // namespace

std::string ZoneSigner::newKey(const std::string& zone, const std::string& algorithm, unsigned bits)
{
    std::vector<std::string> command{"ldns-keygen", "-k", "-a", algorithm};
    if (bits != 0) {
        command.insert(command.end(), {"-b", std::to_string(bits)});
    }
    command.push_back(zone + ".");
    const auto name = must(command, folder_);
    return name.substr(0, name.find('\n'));
}

std::string ZoneSigner::ds(const std::string& key, unsigned digestType) const
{
    return withoutOwner(must({"ldns-key2ds", "-n", "-" + std::to_string(digestType), key + ".key"}, folder_), "DS");
}

std::string ZoneSigner::dnskey(const std::string& key) const
{
    return withoutOwner(contentOf(folder_ / (key + ".key")), "DNSKEY");
}

std::string ZoneSigner::sign(const std::string& zone, const std::string& master, const std::vector<std::string>& keys,
                             double expiresInDays, double validInDays, const std::vector<std::string>& options)
{
    folder_.write("zone", "$ORIGIN " + zone + ".\n$TTL 300\n" + master);
    std::vector<std::string> command{"ldns-signzone",     "-o", zone + ".",           "-f", "signed", "-i",
                                     inDays(validInDays), "-e", inDays(expiresInDays)};
    command.insert(command.end(), options.begin(), options.end());
    command.emplace_back("zone");
    command.insert(command.end(), keys.begin(), keys.end());
    must(command, folder_);
    return contentOf(folder_ / "signed");
}

SignedZone signZone(const DnsZone& zone, Signatures signatures)
{
    ZoneSigner signer;
    const auto key = signer.newKey(zone.name);
    const bool good = signatures == Signatures::Good;
    return {{zone.name, signer.sign(zone.name, zone.records, {key}, good ? 28 : -100, good ? -1 : -130)},
            zone.name + ". 3600 IN " + signer.dnskey(key)};
}

} // namespace mpm::test
