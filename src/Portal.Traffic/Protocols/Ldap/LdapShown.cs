namespace Portal.Traffic.Protocols.Ldap;

/// <summary>Pairs requests and responses for the packet tree. Only made when somebody looks.</summary>
internal sealed class LdapShown(bool isDatagram)
{
    /// <summary>Identifiers are used again; more than this at once are not waited for.</summary>
    private const int MaxKept = 4096;

    private readonly Dictionary<long, FrameStamp> _requests = [];

    public LdapFacts OnMessage(in LdapMessage message, FrameStamp frame)
    {
        switch (message.Operation)
        {
            case LdapOperation.BindRequest:
            case LdapOperation.SearchRequest:
            case LdapOperation.ModifyRequest:
            case LdapOperation.AddRequest:
            case LdapOperation.DeleteRequest:
            case LdapOperation.ModifyDnRequest:
            case LdapOperation.CompareRequest:
            case LdapOperation.ExtendedRequest:
                if (_requests.Count >= MaxKept)
                {
                    _requests.Clear();
                }
                _requests[message.Id] = frame;
                return new LdapFacts(isDatagram, 0, 0);
            case LdapOperation.AbandonRequest:
            case LdapOperation.UnbindRequest:
                return new LdapFacts(isDatagram, 0, 0);
            default:
                return _requests.TryGetValue(message.Id, out var request)
                    ? new LdapFacts(isDatagram, request.Number, frame.Time - request.Time)
                    : new LdapFacts(isDatagram, 0, 0);
        }
    }
}
