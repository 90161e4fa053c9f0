namespace Portal.Traffic.Captures;

/// <summary>Option codes of pcapng; their meaning depends on the block that carries them.</summary>
internal static class PcapngOptionCode
{
    public const int End = 0;
    public const int Comment = 1;

    public const int SectionHardware = 2;
    public const int SectionOperatingSystem = 3;
    public const int SectionApplication = 4;

    public const int InterfaceName = 2;
    public const int InterfaceDescription = 3;
    public const int InterfaceTimestampResolution = 9;
    public const int InterfaceFilter = 11;
    public const int InterfaceOperatingSystem = 12;
    public const int InterfaceFcsLength = 13;
    public const int InterfaceTimestampOffset = 14;
    public const int InterfaceHardware = 15;

    public const int PacketFlags = 2;
    public const int PacketDropCount = 4;

    public const int StatisticsReceived = 4;
    public const int StatisticsDropped = 5;
    public const int StatisticsAccepted = 6;
    public const int StatisticsDroppedBySystem = 7;
}
