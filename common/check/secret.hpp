// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

namespace mpm {

/// Wipes what it gives back, so that a container that grows or ends leaves nothing behind. Not for std::string, which
/// keeps what is short in itself.
template <class T, class Upstream = std::allocator<T>>
class WipingAllocator {
public:
    using value_type = T; // NOLINT(readability-identifier-naming): the standard's name

    T* allocate(std::size_t count) { return Upstream().allocate(count); }

    void deallocate(T* first, std::size_t count) noexcept
    {
        explicit_bzero(first, count * sizeof(T));
        Upstream().deallocate(first, count);
    }

    bool operator==(const WipingAllocator&) const = default;
};

using WipedOctets = std::vector<char, WipingAllocator<char>>;

/// A password or token, or what is made of one. It never changes; copies share the octets, of which there is thus one
/// copy, wiped with the last of them. Nothing prints it by accident: whoever wants the octets must say so, and must not
/// keep them in a string.
class Secret {
public:
    Secret() = default;
    explicit Secret(std::string_view octets);
    explicit Secret(WipedOctets octets) : octets_(std::make_shared<const WipedOctets>(std::move(octets))) {}

    /// Good for as long as this or a copy lives.
    std::string_view reveal() const;

    bool empty() const { return reveal().empty(); }

private:
    std::shared_ptr<const WipedOctets> octets_;
};

/// One behind the other.
Secret joined(std::initializer_list<std::string_view> parts);

/// RFC 4648 section 4, padded.
Secret inBase64(const Secret& octets);

} // namespace mpm
