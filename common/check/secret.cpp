// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/secret.hpp"

#include "check/base64.hpp"

namespace mpm {

Secret::Secret(std::string_view octets) : Secret(WipedOctets(octets.begin(), octets.end())) {}

std::string_view Secret::reveal() const
{
    return octets_ ? std::string_view(octets_->data(), octets_->size()) : std::string_view();
}

Secret joined(std::initializer_list<std::string_view> parts)
{
    WipedOctets octets;
    for (const auto part : parts) {
        octets.insert(octets.end(), part.begin(), part.end());
    }
    return Secret(std::move(octets));
}

Secret inBase64(const Secret& octets)
{
    return Secret(encodeBase64As<WipedOctets>(octets.reveal()));
}

} // namespace mpm
