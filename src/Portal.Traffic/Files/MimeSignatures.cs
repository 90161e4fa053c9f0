namespace Portal.Traffic.Files;

/// <summary>What a file is by its first bytes, by the names that Zeek uses: a table of binary signatures, then what archives and texts need.</summary>
internal static class MimeSignatures
{
    /// <summary>One signature a line: see <see cref="MimeSignature"/>.</summary>
    private const string Table = """
        51 0 application/x-dosexec 4d 5a
        50 0 application/x-object 7f 45 4c 46 01-02 01 .. .. .. .. .. .. .. .. .. .. 01 00
        50 0 application/x-object 7f 45 4c 46 01-02 02 .. .. .. .. .. .. .. .. .. .. 00 01
        50 0 application/x-executable 7f 45 4c 46 01-02 01 .. .. .. .. .. .. .. .. .. .. 02 00
        50 0 application/x-executable 7f 45 4c 46 01-02 02 .. .. .. .. .. .. .. .. .. .. 00 02
        50 0 application/x-sharedlib 7f 45 4c 46 01-02 01 .. .. .. .. .. .. .. .. .. .. 03 00
        50 0 application/x-sharedlib 7f 45 4c 46 01-02 02 .. .. .. .. .. .. .. .. .. .. 00 03
        50 0 application/x-coredump 7f 45 4c 46 01-02 01 .. .. .. .. .. .. .. .. .. .. 04 00
        50 0 application/x-coredump 7f 45 4c 46 01-02 02 .. .. .. .. .. .. .. .. .. .. 00 04
        100 0 application/x-mach-o-executable ce-cf fa ed fe
        100 0 application/x-mach-o-executable fe ed fa ce-cf
        100 0 application/x-mach-o-executable ca fe ba be .. .. 00 01-14
        71 0 application/x-java-applet ca fe ba be .. .. .. 2d-45
        49 0 application/x-ms-shortcut 4c 00 00 00 01 14 02 00 00 00 00 00 c0 00 00 00 00 00 00 46
        10 0 application/zip 50 4b 03 04
        10 0 application/zip 50 4b 07 08 50 4b 03 04
        10 0 application/zip 50 4b 05 06
        70 0 application/x-rar 52 61 72 21
        100 0 application/x-gzip 1f 8b
        110 0 application/vnd.ms-cab-compressed 4d 53 43 46 00 00 00 00
        100 0 application/x-xar 78 61 72 21
        70 0 application/x-rpm ed ab ee db
        171 0 application/x-debian-package 21 3c 61 72 63 68 3e 0a 64 65 62 69 61 6e
        70 0 application/x-archive 21 3c 61 72 63 68 3e
        70 0 application/x-stuffit 53 49 54 21
        70 0 application/x-lz4 04 22 4d 18
        70 0 application/x-lzip 4c 5a 49 50
        50 0 application/x-7z-compressed 37 7a bc af 27 1c
        90 0 application/x-xz fd 37 7a 58 5a 00
        60 0 application/x-bzip2 42 5a 68
        71 0 application/x-lzma 5d 00 00
        50 0 application/x-arj 60 ea
        50 0 application/x-compress 1f 9d
        50 0 application/zstd 28 b5 2f fd
        100 7 application/x-ace 2a 2a 41 43 45 2a 2a
        100 257 application/x-tar 75 73 74 61 72
        50 0 application/warc 57 41 52 43 2f
        80 2 application/x-lzh 2d 6c 68 .. 2d
        70 20 application/x-zoo dc a7 c4 fd
        100 0 application/vnd.ms-tnef 78 9f 3e 22
        100 0 application/x-dmg 78 01 73 0d 62 62 60
        80 0 application/pdf 25 50 44 46 2d
        60 0 application/postscript 25 21 50 53
        50 0 text/rtf 7b 5c 72 74 66
        50 0 application/msword d0 cf 11 e0 a1 b1 1a e1
        50 0 application/vnd.openxmlformats-officedocument 50 4b 03 04 14 00 06 00
        180 4 application/x-msaccess 53 74 61 6e 64 61 72 64 20 4a 65 74 20 44 42 00
        180 4 application/x-msaccess 53 74 61 6e 64 61 72 64 20 41 43 45 20 44 42 00
        70 0 application/vnd.ms-outlook 21 42 44 4e
        60 0 application/x-shockwave-flash 46 57 53
        60 0 application/x-shockwave-flash 43 57 53
        60 0 application/x-shockwave-flash 5a 57 53
        70 0 application/vnd.tcpdump.pcap a1 b2 c3 d4
        70 0 application/vnd.tcpdump.pcap d4 c3 b2 a1
        100 0 application/vnd.tcpdump.pcap 0a 0d 0d 0a .. .. .. .. 1a 2b 3c 4d
        100 0 application/vnd.tcpdump.pcap 0a 0d 0d 0a .. .. .. .. 4d 3c 2b 1a
        50 0 application/x-pem 2d 2d 2d 2d 2d 42 45 47 49 4e 20 43 45 52 54 49 46 49 43 41 54 45 2d 2d 2d 2d 2d
        330 2 application/pgp-keys 2d 2d 2d 42 45 47 49 4e 20 50 47 50 20 50 55 42 4c 49 43 20 4b 45 59 20 42 4c 4f 43 4b 2d
        280 0 application/pgp-signature 2d 2d 2d 2d 2d 42 45 47 49 4e 20 50 47 50 20 53 49 47 4e 41 54 55 52 45 2d
        260 0 application/pgp 2d 2d 2d 2d 2d 42 45 47 49 4e 20 50 47 50 20 4d 45 53 53 41 47 45 2d
        140 0 application/x-bittorrent 64 38 3a 61 6e 6e 6f 75 6e 63 65
        110 0 application/x-hdf 89 48 44 46 0d 0a 1a 0a
        70 0 application/x-sqlite 53 51 4c 69 74 65 20 66 6f 72 6d 61 74 20 33 00
        70 0 application/vnd.ms-windows-registry 72 65 67 66
        70 0 application/x-ms-evtx 45 6c 66 46 69 6c 65 00
        70 0 image/tiff 4d 4d 00 2a-2b
        70 0 image/tiff 49 49 2a-2b 00
        70 0 image/gif 47 49 46 38
        52 0 image/jpeg ff d8
        110 0 image/png 89 50 4e 47
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 0c 00
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 28 00
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 40 00
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 6c 00
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 7c 00
        50 0 image/x-ms-bmp 42 4d .. .. .. .. .. .. .. .. .. .. .. .. 80 00
        70 0 image/x-icon 00 00 01 00
        70 0 image/x-cursor 00 00 02 00
        70 0 image/vnd.adobe.photoshop 38 42 50 53
        70 0 image/webp 52 49 46 46 .. .. .. .. 57 45 42 50
        60 4 image/jp2 66 74 79 70 6a 70 32
        70 4 image/avif 66 74 79 70 61 76 69 66
        70 4 image/heic 66 74 79 70 68 65 69 63
        110 0 image/x-xcf 67 69 6d 70 20 78 63 66
        90 0 image/vnd.dwg 41 43 31 30
        60 0 video/x-flv 46 4c 56
        70 4 video/mp4 66 74 79 70 69 73 6f 6d
        70 4 video/mp4 66 74 79 70 6d 70 34 31-32
        60 4 video/3gpp 66 74 79 70 33 67
        60 4 video/3gpp 66 74 79 70 61 76 63 31
        70 4 video/quicktime 6d 64 61 74
        70 4 video/quicktime 6d 6f 6f 76
        70 4 audio/m4a 66 74 79 70 4d 34 41
        50 0 video/mpeg 00 00 01 b0-bb
        71 0 video/mpv 00 00 01 b3
        70 0 video/x-msvideo 52 49 46 46 .. .. .. .. 41 56 49 20
        50 0 video/webm 1a 45 df a3
        60 0 video/x-ms-asf 30 26 b2 75
        60 0 audio/mpeg 49 44 33
        20 0 audio/mpeg ff e2-e3
        20 0 audio/mpeg ff f2-f3
        20 0 audio/mpeg ff f6-f7
        20 0 audio/mpeg ff fa-fd
        70 0 audio/x-wav 52 49 46 46 .. .. .. .. 57 41 56 45
        70 0 audio/x-flac 66 4c 61 43
        70 0 audio/midi 4d 54 68 64
        70 0 application/ogg 4f 67 67 53
        70 0 audio/x-ape 4d 41 43 20
        70 0 application/font-woff 77 4f 46 46
        70 0 application/font-woff2 77 4f 46 32
        80 0 application/x-font-ttf 00 01 00 00 00
        70 0 application/vnd.ms-opentype 4f 54 54 4f
        50 34 application/vnd.ms-fontobject 4c 50
        100 0 application/x-java-jnlp-file 3c 6a 6e 6c 70 20
        10 0 application/xml ff fe 3c 00 3f 00 78 00 6d 00 6c 00
        10 0 application/xml fe ff 00 3c 00 3f 00 78 00 6d 00 6c
        180 0 text/calendar 42 45 47 49 4e 3a 56 43 41 4c 45 4e 44 41 52
        140 0 text/x-vcard 42 45 47 49 4e 3a 56 43 41 52 44
        """;

    private static readonly MimeSignature[] s_signatures =
    [
        .. Table
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => new MimeSignature(line))
            .OrderByDescending(signature => signature.Strength),
    ];

    /// <summary>The type of what begins with these bytes; null when nothing matches.</summary>
    public static string? Judge(ReadOnlySpan<byte> head)
    {
        var best = Binary(head);
        if (best?.MimeType is "application/zip" or "application/vnd.openxmlformats-officedocument")
        {
            return ZipMime.Judge(head) ?? best.MimeType;
        }
        if (best is null && OcspMime(head) is { } ocsp)
        {
            return ocsp;
        }
        if (TextMime.Judge(head) is { } text && (best is null || text.Strength > best.Strength))
        {
            return text.MimeType;
        }
        return best?.MimeType;
    }

    private static MimeSignature? Binary(ReadOnlySpan<byte> head)
    {
        foreach (var signature in s_signatures)
        {
            if (signature.Matches(head))
            {
                return signature;
            }
        }
        return null;
    }

    /// <summary>OCSP has no magic: an object identifier near the start tells (RFC 6960 §4.1.1: SHA-1 in the request, §4.2.1: id-pkix-ocsp-basic).</summary>
    private static string? OcspMime(ReadOnlySpan<byte> head)
    {
        const int FirstPlace = 11;
        const int LastPlace = 19;
        ReadOnlySpan<byte> request = [6, 5, 0x2B, 0x0E, 3, 2, 0x1A];
        ReadOnlySpan<byte> response = [6, 9, 0x2B, 6, 1, 5, 5, 7, 0x30, 1, 1];
        for (var place = FirstPlace; place <= LastPlace && place < head.Length; place++)
        {
            if (head[place..].StartsWith(request))
            {
                return "application/ocsp-request";
            }
            if (head[place..].StartsWith(response))
            {
                return "application/ocsp-response";
            }
        }
        return null;
    }
}
