using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Cases.Accounts;

namespace Portal.Cases.Members;

internal sealed class CaseMemberConfiguration : IEntityTypeConfiguration<CaseMember>
{
    public void Configure(EntityTypeBuilder<CaseMember> builder)
    {
        builder.HasKey(member => new { member.CaseId, member.UserId });
        builder.Property(member => member.Role).HasConversion<string>().HasMaxLength(20);
        builder.Property(member => member.AddedBy).HasMaxLength(100);
        builder.HasIndex(member => member.UserId);
        builder
            .HasOne<PortalUser>()
            .WithMany()
            .HasForeignKey(member => member.UserId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
