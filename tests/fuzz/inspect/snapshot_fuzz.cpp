// SPDX-License-Identifier: MIT
// Snapshot files of both versions: what is read is written as version 8, and that is read the same.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <orm/inspect/snapshot.hpp>
#include <orm/inspect/to_snapshot_v8.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    namespace inspect = orm::inspect;
    inspect::snapshot read;
    try {
        read = inspect::read_snapshot(std::string(reinterpret_cast<const char*>(data), size));
    } catch (const orm::error&) {
        return 0;
    }
    const std::string written = inspect::to_snapshot_v8(read);
    if (inspect::to_snapshot_v8(inspect::read_snapshot(written)) != written) std::abort();
    return 0;
}
