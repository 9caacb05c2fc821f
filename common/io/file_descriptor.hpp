// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unistd.h>

#include <utility>

namespace mpm {

/// A descriptor of this process, closed with its object; a negative one is none.
class FileDescriptor {
public:
    explicit FileDescriptor(int number) : number_(number) {}
    ~FileDescriptor() { close(); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;

    int get() const { return number_; }
    bool isOpen() const { return number_ >= 0; }

    /// False when the system only now finds that it could not write.
    bool close()
    {
        const int number = release();
        return number < 0 || ::close(number) == 0;
    }

    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

} // namespace mpm
