namespace Portal.Traffic.Protocols;

/// <summary>An inner protocol that proves who somebody is, while the answer whether it was believed comes from its carrier.</summary>
public interface ILogonAnalyzer : IInnerAnalyzer
{
    /// <summary>The carrier's verdict on the exchange so far.</summary>
    void OnVerdict(bool isAccepted, FrameStamp frame);
}
