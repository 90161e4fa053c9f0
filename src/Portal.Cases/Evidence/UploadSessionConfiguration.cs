using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Cases.Evidence;

internal sealed class UploadSessionConfiguration : IEntityTypeConfiguration<UploadSession>
{
    public void Configure(EntityTypeBuilder<UploadSession> builder)
    {
        builder.Property(session => session.UserId).HasMaxLength(40);
        builder.Property(session => session.UserName).HasMaxLength(100);
        builder.Property(session => session.Name).HasMaxLength(UploadSession.MaxName);
        builder.Property(session => session.Sha256).HasMaxLength(64);
        builder.HasIndex(session => session.CaseId);
    }
}
