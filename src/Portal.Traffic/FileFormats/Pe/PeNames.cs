using System.Collections.Frozen;

namespace Portal.Traffic.FileFormats.Pe;

/// <summary>Names of numbers in the headers, as Zeek writes them.</summary>
internal static class PeNames
{
    private static readonly FrozenDictionary<int, string> s_machines = new Dictionary<int, string>
    {
        [0x0] = "UNKNOWN",
        [0x14C] = "I386",
        [0x166] = "R4000",
        [0x169] = "WCEMIPSV2",
        [0x1A2] = "SH3",
        [0x1A3] = "SH3DSP",
        [0x1A6] = "SH4",
        [0x1A8] = "SH5",
        [0x1C0] = "ARM",
        [0x1C2] = "THUMB",
        [0x1C4] = "ARMNT",
        [0x1D3] = "AM33",
        [0x1F0] = "POWERPC",
        [0x1F1] = "POWERPCFP",
        [0x200] = "IA64",
        [0x266] = "MIPS16",
        [0x366] = "MIPSFPU",
        [0x466] = "MIPSFPU16",
        [0xEBC] = "EBC",
        [0x8664] = "AMD64",
        [0x9041] = "M32R",
        [0xAA64] = "ARM64",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<(int Major, int Minor), string> s_systems = new Dictionary<
        (int, int),
        string
    >
    {
        [(3, 1)] = "Windows NT 3.1",
        [(3, 10)] = "Windows NT 3.1",
        [(3, 50)] = "Windows NT 3.5",
        [(3, 51)] = "Windows NT 3.51",
        [(4, 0)] = "Windows 95 or NT 4.0",
        [(4, 10)] = "Windows 98",
        [(4, 90)] = "Windows ME",
        [(5, 0)] = "Windows 2000",
        [(5, 1)] = "Windows XP",
        [(5, 2)] = "Windows XP x64 or Server 2003",
        [(6, 0)] = "Windows Vista or Server 2008",
        [(6, 1)] = "Windows 7 or Server 2008 R2",
        [(6, 2)] = "Windows 8 or Server 2012",
        [(6, 3)] = "Windows 8.1 or Server 2012 R2",
        [(10, 0)] = "Windows 10",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<int, string> s_subsystems = new Dictionary<int, string>
    {
        [0] = "UNKNOWN",
        [1] = "NATIVE",
        [2] = "WINDOWS_GUI",
        [3] = "WINDOWS_CUI",
        [7] = "POSIX_CUI",
        [9] = "WINDOWS_CE_GUI",
        [10] = "EFI_APPLICATION",
        [11] = "EFI_BOOT_SERVICE_DRIVER",
        [12] = "EFI_RUNTIME_DRIVER",
        [13] = "EFI_ROM",
        [14] = "XBOX",
    }.ToFrozenDictionary();

    public static string Machine(int number) => s_machines.GetValueOrDefault(number) ?? $"unknown-{number}";

    public static string System(int major, int minor) =>
        s_systems.GetValueOrDefault((major, minor)) ?? $"unknown-{major}.{minor}";

    public static string Subsystem(int number) => s_subsystems.GetValueOrDefault(number) ?? $"unknown-{number}";
}
