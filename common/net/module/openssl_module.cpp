// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/version.hpp"
#include "net/openssl_provider.hpp"
#include "net/tls_border.hpp"

#include <exception>
#include <new>
#include <utility>

namespace mpm {
namespace {

/// What the call gives, or what it throws as a value: nothing that is thrown here leaves the module.
template <class Value, class Call>
Outcome<Value> guarded(Call call) noexcept
{
    using Kind = BorderFault::Kind;
    try {
        try {
            return call();
        } catch (const PeerFailed& failed) {
            return BorderFault{Kind::PeerFailed, failed.failure()};
        } catch (const MachineUnfit& unfit) {
            return BorderFault{Kind::MachineUnfit, {FailureKind::LocalFault, unfit.what()}};
        } catch (const std::bad_alloc&) {
            return BorderFault{Kind::NoMemory, {}};
        } catch (const std::exception& error) {
            return BorderFault{Kind::Other, {FailureKind::LocalFault, error.what()}};
        }
    } catch (...) { // not even its words could be kept
        return BorderFault{Kind::NoMemory, {}};
    }
}

class GuardedChannel : public BorderChannel {
public:
    explicit GuardedChannel(std::unique_ptr<Channel> channel) : channel_(std::move(channel)) {}

    Outcome<std::string> receive(Deadline deadline) noexcept override
    {
        return guarded<std::string>([&] { return channel_->receive(deadline); });
    }

    Outcome<std::string> receivePending() noexcept override
    {
        return guarded<std::string>([&] { return channel_->receivePending(); });
    }

    Outcome<std::monostate> send(std::string_view bytes, Deadline deadline) noexcept override
    {
        return guarded<std::monostate>([&] {
            channel_->send(bytes, deadline);
            return std::monostate();
        });
    }

private:
    std::unique_ptr<Channel> channel_;
};

class GuardedProvider : public BorderProvider {
public:
    Outcome<std::string> faultOfFiles(const TlsRequest& request) noexcept override
    {
        return guarded<std::string>([&] { return provider_.faultOfFiles(request); });
    }

    Outcome<BorderStart> start(int socket, const TlsRequest& request, Deadline deadline) noexcept override
    {
        return guarded<BorderStart>([&] {
            auto begun = provider_.start(socket, request, deadline);
            BorderStart result{std::move(begun.facts), nullptr};
            if (begun.channel) {
                result.channel = std::make_unique<GuardedChannel>(std::move(begun.channel));
            }
            return result;
        });
    }

private:
    OpensslProvider provider_;
};

BorderProvider* makeProvider() noexcept
{
    return new (std::nothrow) GuardedProvider;
}

} // namespace
} // namespace mpm

extern "C" {
extern const mpm::TlsModuleEntry mpmTlsModule;
const mpm::TlsModuleEntry mpmTlsModule{mpm::version, mpm::makeProvider};
}
