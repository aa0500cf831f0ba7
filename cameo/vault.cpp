#include "cameo/vault.hpp"

#include "cameo/error.hpp"
#include "cameo/grant/file.hpp"

#ifdef RUSHLIGHT_HAS_SODIUM
#include <sodium.h>
#endif

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>

namespace rushlight::cameo {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest = 64 * 1024 * 1024;
constexpr mode_t only_mine = 0600;

[[noreturn]] void fail(const std::system_error& error, const fs::path& path)
{
    if (error.code() == std::errc::no_space_on_device) {
        throw CameoError(CameoError::Code::full,
                         "the disk is full at " + path.string() + "; free some space");
    }
    throw CameoError(CameoError::Code::io,
                     path.string() + " cannot be read or written (" + error.code().message() +
                         "); check that it is yours");
}

template <class Operation>
auto guarded(const fs::path& path, const Operation& operation)
{
    try {
        return operation();
    } catch (const std::system_error& error) {
        fail(error, path);
    }
}

CameoError damaged(const fs::path& path)
{
    return {CameoError::Code::damaged,
            path.string() + " is damaged or was changed; restore it from a backup, or delete the "
                            "cast member and add it again"};
}

/// Refuses what others may read or own.
void require_private(const fs::path& path, mode_t wanted)
{
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0) {
        fail(std::system_error(errno, std::generic_category()), path);
    }
    if (S_ISLNK(status.st_mode) || status.st_uid != ::geteuid() || (status.st_mode & 077) != 0) {
        std::array<char, 8> mode{};
        std::snprintf(mode.data(), mode.size(), "%03o", static_cast<unsigned>(wanted));
        throw CameoError(CameoError::Code::permissions,
                         path.string() +
                             " can be read by others or is not yours; make it private "
                             "with: chmod " +
                             mode.data() + " " + path.string());
    }
}

void make_private_folder(const fs::path& folder)
{
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        fail(std::system_error(errno, std::generic_category()), folder);
    }
    require_private(folder, 0700);
}

Bytes read_private(const fs::path& path)
{
    require_private(path, only_mine);
    return read_file(path, largest);
}

/// New keys, unless another process is quicker: then its keys stay.
void make_installation_key(const fs::path& path)
{
    Bytes fresh(64);
    fill_random(fresh);
    const fs::path mine = path.string() + "." + std::to_string(::getpid());
    write_file(mine, fresh, only_mine);
    wipe(fresh);
    if (::link(mine.c_str(), path.c_str()) != 0 && errno != EEXIST) {
        fail(std::system_error(errno, std::generic_category()), path);
    }
    fs::remove(mine);
}

#ifdef RUSHLIGHT_HAS_SODIUM

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// nonce ‖ ciphertext; `place` is authenticated with it.
Bytes seal(BytesView plain, const std::string& place, const Digest& key)
{
    Bytes sealed(nonce_size + plain.size() + tag_size);
    fill_random(std::span(sealed).first(nonce_size));
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size,
                                               nullptr,
                                               plain.data(),
                                               plain.size(),
                                               view(place).data(),
                                               place.size(),
                                               nullptr,
                                               sealed.data(),
                                               key.data());
    return sealed;
}

Bytes unseal(BytesView sealed, const std::string& place, const Digest& key, const fs::path& path)
{
    if (sealed.size() < nonce_size + tag_size) {
        throw damaged(path);
    }
    Bytes plain(sealed.size() - nonce_size - tag_size);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(),
                                                   nullptr,
                                                   nullptr,
                                                   sealed.data() + nonce_size,
                                                   sealed.size() - nonce_size,
                                                   view(place).data(),
                                                   place.size(),
                                                   sealed.data(),
                                                   key.data()) != 0) {
        throw damaged(path);
    }
    return plain;
}

#else

Bytes seal(BytesView, const std::string&, const Digest&)
{
    throw NoSignatures();
}

Bytes unseal(BytesView, const std::string&, const Digest&, const fs::path&)
{
    throw NoSignatures();
}

#endif

/// What a sealed file is bound to.
std::string place_of(const KeyId& subject, const std::string& name)
{
    return "vseal1 " + to_hex(subject.bytes) + " " + name;
}

Digest part(BytesView bytes, std::size_t at)
{
    return *exactly<32>(bytes.subspan(at, 32));
}

void overwrite(const fs::path& path)
{
    const auto size = static_cast<std::size_t>(fs::file_size(path));
    Bytes noise(std::min(size, largest));
    fill_random(noise);
    const int fd = ::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        throw std::system_error(errno, std::generic_category());
    }
    BytesView rest = noise;
    while (!rest.empty()) {
        const ssize_t written = ::write(fd, rest.data(), rest.size());
        if (written <= 0) {
            break; // the unlink below is what counts
        }
        rest = rest.subspan(static_cast<std::size_t>(written));
    }
    ::fsync(fd);
    ::close(fd);
}

} // namespace

Vault::Vault(const fs::path& data_folder)
    : folder_(data_folder / "vault")
{
    guarded(folder_, [&] {
        fs::create_directories(data_folder);
        make_private_folder(folder_);
        const fs::path path = folder_ / "installation.key";
        if (!fs::exists(fs::symlink_status(path))) {
            make_installation_key(path);
        }
        Bytes keys = read_private(path);
        if (keys.size() != 64) {
            throw damaged(path);
        }
        installation_ = SecretKey(part(keys, 0));
        master_ = part(keys, 32);
        wipe(keys);
    });
}

Vault::~Vault()
{
    wipe(master_);
}

fs::path Vault::folder_of(const KeyId& subject) const
{
    return folder_ / to_hex(subject.bytes);
}

Bytes Vault::open_keys(const KeyId& subject) const
{
    const fs::path path = folder_of(subject) / "key";
    return guarded(path, [&] {
        require_private(folder_of(subject), 0700);
        Bytes keys = unseal(read_private(path), place_of(subject, "key"), master_, path);
        if (keys.size() != 64) {
            throw damaged(path);
        }
        return keys;
    });
}

SecretKey Vault::add_subject()
{
    SecretKey key;
    const KeyId id = key_id(key.public_key());
    return guarded(folder_, [&] {
        make_private_folder(folder_of(id));
        Bytes keys(key.seed().begin(), key.seed().end());
        keys.resize(64);
        fill_random(std::span(keys).subspan(32));
        write_file(folder_of(id) / "key", seal(keys, place_of(id, "key"), master_), only_mine);
        wipe(keys);
        return std::move(key);
    });
}

SecretKey Vault::subject(const KeyId& subject) const
{
    Bytes keys = open_keys(subject);
    SecretKey key(part(keys, 0));
    wipe(keys);
    if (key_id(key.public_key()) != subject) {
        throw damaged(folder_of(subject) / "key");
    }
    return key;
}

Digest Vault::put(const KeyId& subject, BytesView pixels)
{
    Bytes keys = open_keys(subject);
    const Digest digest = sha256(pixels);
    const std::string name = to_hex(digest);
    guarded(folder_of(subject), [&] {
        write_file(folder_of(subject) / name,
                   seal(pixels, place_of(subject, name), part(keys, 32)),
                   only_mine);
    });
    wipe(keys);
    return digest;
}

Bytes Vault::open(const KeyId& subject, const Digest& digest) const
{
    Bytes keys = open_keys(subject);
    const std::string name = to_hex(digest);
    const fs::path path = folder_of(subject) / name;
    return guarded(path, [&] {
        Bytes pixels = unseal(read_private(path), place_of(subject, name), part(keys, 32), path);
        wipe(keys);
        if (sha256(pixels) != digest) {
            throw damaged(path);
        }
        return pixels;
    });
}

Bytes Vault::seal_note(const std::string& place, BytesView note) const
{
    return seal(note, "vnote1 " + place, master_);
}

Bytes Vault::open_note(const std::string& place, BytesView sealed) const
{
    return unseal(sealed, "vnote1 " + place, master_, "the library's entry of " + place);
}

void Vault::destroy(const KeyId& subject)
{
    const fs::path folder = folder_of(subject);
    if (!fs::exists(folder)) {
        return;
    }
    guarded(folder, [&] {
        const fs::path key = folder / "key";
        if (fs::exists(key)) {
            overwrite(key);
            fs::remove(key);
        }
        for (const auto& entry : fs::directory_iterator(folder)) {
            if (entry.is_regular_file()) {
                overwrite(entry.path());
            }
        }
        fs::remove_all(folder);
    });
}

} // namespace rushlight::cameo
