// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/system_resolver.hpp"

#include "check/ascii.hpp"
#include "check/range.hpp"
#include "io/resources.hpp"
#include "net/abandonable.hpp"
#include "net/system_resolvers.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

namespace mpm {
namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

struct Answer {
    int error = 0;
    int systemError = 0;
    std::vector<IpAddress> addresses;
    std::string canonicalName;
};

std::optional<IpAddress> fromSocketAddress(const sockaddr* address)
{
    std::array<std::uint8_t, 16> octets{};
    if (address->sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, address, sizeof v4);
        std::memcpy(octets.data(), &v4.sin_addr, 4);
        return IpAddress::fromOctets(std::span(octets).first(4));
    }
    if (address->sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, address, sizeof v6);
        std::memcpy(octets.data(), &v6.sin6_addr, 16);
        return IpAddress::fromOctets(octets);
    }
    return std::nullopt;
}

Answer ask(const std::string& name, FamilyChoice families, int flags)
{
    addrinfo hints{};
    hints.ai_family = families == FamilyChoice::Any ? AF_UNSPEC : families == FamilyChoice::IPv4 ? AF_INET : AF_INET6;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo* first = nullptr;
    Answer answer;
    answer.error = getaddrinfo(name.c_str(), nullptr, &hints, &first);
    answer.systemError = errno;
    const AddressList list(first, &freeaddrinfo);
    if (answer.error != 0) {
        return answer;
    }
    for (const auto* entry = list.get(); entry != nullptr; entry = entry->ai_next) {
        const auto address = fromSocketAddress(entry->ai_addr);
        if (address &&
            std::find(answer.addresses.begin(), answer.addresses.end(), *address) == answer.addresses.end()) {
            answer.addresses.push_back(*address);
        }
    }
    if (list && list->ai_canonname != nullptr) {
        answer.canonicalName = list->ai_canonname;
    }
    return answer;
}

Failure timedOut(Clock::time_point start)
{
    return {FailureKind::TimedOut,
            "the system's resolver gave no answer within " + formatNumber(since(start).count(), 1) + " s"};
}

/// glibc keeps to itself what it lacked.
void demandMeans(const Answer& answer)
{
    constexpr auto doing = "look up names";
    throwIfUsedUp(answer.error == EAI_MEMORY ? ENOMEM : answer.error == EAI_SYSTEM ? answer.systemError : 0, doing);
    demandDescriptor(doing);
}

Failure describe(const Answer& answer, const SystemResolvers& resolvers)
{
    demandMeans(answer);
    if ((answer.error == EAI_AGAIN || answer.error == EAI_FAIL) && !resolvers.config.named) {
        return {FailureKind::LocalFault, "no DNS server is configured in /etc/resolv.conf"};
    }
    switch (answer.error) {
    case EAI_NONAME: return {FailureKind::NoSuchName, "name not found"};
    case EAI_NODATA:
    case EAI_ADDRFAMILY: return {FailureKind::NoSuchName, "name has no address"};
    case EAI_SYSTEM:
        return {FailureKind::LocalFault, "name lookup: " + std::generic_category().message(answer.systemError)};
    default: return {FailureKind::DnsFailure, std::string("name lookup: ") + gai_strerror(answer.error)};
    }
}

struct NameAnswer {
    int error = 0;
    std::string name;
};

NameAnswer askName(const IpAddress& address)
{
    sockaddr_storage storage{};
    socklen_t length = 0;
    const auto octets = address.octets();
    if (address.family() == Family::IPv4) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        std::memcpy(&v4.sin_addr, octets.data(), octets.size());
        std::memcpy(&storage, &v4, length = sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        std::memcpy(&v6.sin6_addr, octets.data(), octets.size());
        std::memcpy(&storage, &v6, length = sizeof v6);
    }
    std::array<char, NI_MAXHOST> host{};
    NameAnswer answer;
    answer.error = getnameinfo(reinterpret_cast<const sockaddr*>(&storage), length, host.data(), host.size(), nullptr,
                               0, NI_NAMEREQD);
    answer.name = toLower(host.data());
    return answer;
}

} // namespace

AddressLookup SystemResolver::addresses(const std::string& name, FamilyChoice families, Deadline deadline)
{
    const auto start = Clock::now();
    const auto resolvers = systemResolvers();
    if (!resolvers.fault.empty()) {
        return {{}, Failure{FailureKind::LocalFault, resolvers.fault}};
    }
    const auto answer = abandonAt(deadline, [=] { return ask(name, families, 0); });
    if (!answer) {
        return {{}, timedOut(start)};
    }
    if (answer->error != 0 || answer->addresses.empty()) {
        return {{}, describe(*answer, resolvers)};
    }
    return {interleaveFamilies(answer->addresses), std::nullopt};
}

PointerLookup SystemResolver::pointers(const IpAddress& address, Deadline deadline)
{
    const auto start = Clock::now();
    const auto resolvers = systemResolvers();
    if (!resolvers.fault.empty()) {
        return {{}, Failure{FailureKind::LocalFault, resolvers.fault}};
    }
    const auto answer = abandonAt(deadline, [=] { return askName(address); });
    if (!answer) {
        return {{}, timedOut(start)};
    }
    if (answer->error == EAI_NONAME) {
        return {{}, Failure{FailureKind::NoSuchName, "no PTR record"}};
    }
    if (answer->error != 0) {
        demandDescriptor("look up names");
        return {{}, Failure{FailureKind::DnsFailure, std::string("PTR lookup: ") + gai_strerror(answer->error)}};
    }
    return {{answer->name}, std::nullopt};
}

std::string localHostName(Deadline deadline)
{
    std::array<char, 256> buffer{};
    if (gethostname(buffer.data(), buffer.size() - 1) != 0 || buffer[0] == '\0') {
        return "localhost";
    }
    std::string name(buffer.data());
    if (name.find('.') != std::string::npos || !systemResolvers().fault.empty()) {
        return name;
    }
    // A name server that sleeps must not cost the check more than a moment for the sake of its own name.
    const auto answer =
        abandonAt(deadline.orEarlier(Seconds(1)), [name] { return ask(name, FamilyChoice::Any, AI_CANONNAME); });
    const bool better = answer && answer->canonicalName.find('.') != std::string::npos;
    return better ? answer->canonicalName : name;
}

} // namespace mpm
