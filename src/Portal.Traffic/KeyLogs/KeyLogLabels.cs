namespace Portal.Traffic.KeyLogs;

/// <summary>The words of the labels.</summary>
public static class KeyLogLabels
{
    /// <summary>As it stands in a key log; both kinds of <c>RSA</c> lines have the same.</summary>
    public static string Word(this KeyLogLabel label) =>
        label switch
        {
            KeyLogLabel.ClientRandom => "CLIENT_RANDOM",
            KeyLogLabel.SessionId or KeyLogLabel.RsaPremaster => "RSA",
            KeyLogLabel.ClientEarlyTraffic => "CLIENT_EARLY_TRAFFIC_SECRET",
            KeyLogLabel.ClientHandshakeTraffic => "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
            KeyLogLabel.ServerHandshakeTraffic => "SERVER_HANDSHAKE_TRAFFIC_SECRET",
            KeyLogLabel.ClientTraffic => "CLIENT_TRAFFIC_SECRET_0",
            KeyLogLabel.ServerTraffic => "SERVER_TRAFFIC_SECRET_0",
            _ => "",
        };
}
