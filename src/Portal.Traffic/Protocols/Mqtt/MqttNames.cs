namespace Portal.Traffic.Protocols.Mqtt;

/// <summary>Names of numbers, as Zeek writes them.</summary>
internal static class MqttNames
{
    private static readonly string[] s_qos = ["at most once", "at least once", "exactly once"];

    private static readonly string[] s_returns =
    [
        "Connection Accepted",
        "Refused: unacceptable protocol version",
        "Refused: identifier rejected",
        "Refused: server unavailable",
        "Refused: bad user name or password",
        "Refused: not authorized",
    ];

    public static string Version(int number) =>
        number switch
        {
            3 => "3.1",
            4 => "3.1.1",
            5 => "5.0",
            _ => $"unknown-{number}",
        };

    public static string Qos(int level) => level < s_qos.Length ? s_qos[level] : $"unknown-{level}";

    /// <summary>MQTT 3.1.1 §3.2.2.3.</summary>
    public static string Return(int code) => code < s_returns.Length ? s_returns[code] : $"unknown-{code}";
}
